"""A whole container that is deleted takes all its blobs with it, past the soft delete of blobs.

The soft delete of containers is a switch of its own. Accounts for Azure Files only hold no
containers.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix="Add blob_properties.container_delete_retention_policy.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/storage/blobs/soft-delete-container-overview",),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  blob_properties {  # here
    delete_retention_policy {
      days = 30
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    container_delete_retention_policy {
      days = 7
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
    policy = "blob_properties.container_delete_retention_policy"
    if not account.is_set(policy):
        yield account.fail(policy, "deleted containers are not kept")
