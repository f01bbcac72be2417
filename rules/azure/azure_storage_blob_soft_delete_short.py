"""Blobs that were deleted or overwritten by mistake or by an intruder are gone at once.

Soft delete keeps them for some days. A policy without days keeps them for seven. Accounts for Azure
Files only hold no blobs.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix="Add blob_properties.delete_retention_policy with the days that you need.",
    aliases=("CKV2_AZURE_38",),
    cwe=693,
    references=("https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview",),
    parameters={"days": 7},
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    delete_retention_policy {
      days = 2  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    delete_retention_policy {}
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    delete_retention_policy {
      days = 30
    }
  }
}
""",
        """
resource "azurerm_storage_account" "files" {
  account_kind = "FileStorage"
}
""",
    ),
)
def check(account):
    if account.get("account_kind", default="StorageV2") == "FileStorage":
        return
    policy = "blob_properties.delete_retention_policy"
    if not account.is_set(policy):
        yield account.fail(policy, "deleted blobs are not kept")
    elif quantity(account.get(f"{policy}.days", default=7), 7) < account.parameters["days"]:
        yield account.fail(f"{policy}.days", "deleted blobs are not kept for long")
