"""Any website that a signed-in person opens can change data in the account on that person's behalf.

A CORS rule for every origin is common for reading what is public; for PUT, POST, DELETE, MERGE and
PATCH it is not.
"""

from scanner import MEDIUM, rule

_WRITING = ("DELETE", "MERGE", "PATCH", "POST", "PUT")


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix="Name the origins that may write in cors_rule.allowed_origins.",
    cwe=942,
    references=(
        "https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    cors_rule {
      allowed_origins = ["*"]  # here
      allowed_methods = ["GET", "PUT"]
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    cors_rule {
      allowed_origins = ["*"]
      allowed_methods = ["GET", "HEAD"]
    }
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    cors_rule {
      allowed_origins = ["https://shop.example.com"]
      allowed_methods = ["PUT"]
    }
  }
}
""",
    ),
)
def check(account):
    for service in ("blob_properties", "queue_properties", "share_properties"):
        for cors in account.each(f"{service}.cors_rule"):
            for origin in cors.each("allowed_origins"):
                if origin.value == "*" and any(
                    method.value in _WRITING for method in cors.each("allowed_methods")
                ):
                    yield origin.fail(message="any website may write")
