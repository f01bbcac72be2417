"""Nobody can tell afterwards who read, changed or deleted which blob.

A diagnostic setting of the account's blob service records it; one for any account beside this one
counts, since the service's address is made up of text. Accounts for Azure Files hold no blobs.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import text_ends


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    confidence=MEDIUM,
    fix=(
        "Add azurerm_monitor_diagnostic_setting for "
        '"${azurerm_storage_account.NAME.id}/blobServices/default".'
    ),
    related_ids=("CKV2_AZURE_21",),
    cwe=778,
    references=("https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "${azurerm_storage_account.s.id}/queueServices/default"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  name = "data"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "${azurerm_storage_account.s.id}/blobServices/default"
}
""",
        """
resource "azurerm_storage_account" "s" {
  account_kind = "FileStorage"
}
""",
    ),
)
def check(account):
    if account.get("account_kind", default="StorageV2") == "FileStorage":
        return
    for setting in account.beside("azurerm_monitor_diagnostic_setting"):
        if text_ends(setting.get("target_resource_id", default=""), "/blobServices/default"):
            return
    yield account.fail(message="operations on blobs are not logged")
