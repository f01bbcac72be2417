"""An overwritten blob cannot be brought back to an earlier state one by one.

Versions cost storage, and accounts with a hierarchical namespace (Data Lake) cannot have them, nor
can accounts for Azure Files.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix="Set blob_properties.versioning_enabled = true and a lifecycle rule for old versions.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/storage/blobs/versioning-overview",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  blob_properties {
    versioning_enabled = true
  }
}
""",
        """
resource "azurerm_storage_account" "lake" {
  is_hns_enabled = true
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
    if account.get("blob_properties.versioning_enabled", default=False):
        return
    files = account.get("account_kind", default="StorageV2") == "FileStorage"
    if not files and not account.get("is_hns_enabled", default=False):
        yield account.fail("blob_properties.versioning_enabled", "no earlier versions are kept")
