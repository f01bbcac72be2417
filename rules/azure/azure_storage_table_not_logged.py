"""Nobody can tell afterwards who read, changed or deleted which rows of the table.

A diagnostic setting of the account's table service records it; one for any account beside the table
counts, since the service's address is made up of text.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import text_ends


@rule(
    on="azurerm_storage_table",
    severity=LOW,
    confidence=MEDIUM,
    fix=(
        "Add azurerm_monitor_diagnostic_setting for "
        '"${azurerm_storage_account.NAME.id}/tableServices/default".'
    ),
    related_ids=("CKV2_AZURE_20",),
    cwe=778,
    references=("https://learn.microsoft.com/azure/storage/tables/monitor-table-storage",),
    bad=(
        """
resource "azurerm_storage_table" "t" {  # here
  name = "orders"
}
""",
        """
resource "azurerm_storage_table" "t" {  # here
  name = "orders"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/1/storageAccounts/s/blobServices/default"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_table" "t" {
  name = "orders"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/1/storageAccounts/s/tableServices/default"
}
""",
        """
resource "azurerm_storage_account" "s" {
  name = "data"
}

resource "azurerm_storage_table" "t" {
  name                 = "orders"
  storage_account_name = azurerm_storage_account.s.name
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "${azurerm_storage_account.s.id}/tableServices/default"
}
""",
    ),
)
def check(table):
    for setting in table.beside("azurerm_monitor_diagnostic_setting"):
        if text_ends(setting.get("target_resource_id", default=""), "/tableServices/default"):
            return
    yield table.fail(message="operations on tables are not logged")
