"""Nobody can tell afterwards who read, wrote or deleted messages of the queues.

Storage Analytics logs them where logging has read, write and delete. A diagnostic setting of the
account's queue service does the same. Accounts for blobs or files only, and premium ones, have no
queues.
"""

from scanner import LOW, rule
from scanner.shapes import text_ends

_OPERATIONS = ("delete", "read", "write")


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix="Add queue_properties.logging with read, write and delete, or a diagnostic setting.",
    aliases=("CKV_AZURE_33", "AVD-AZU-0009"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/storage/queues/monitor-queue-storage",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  account_tier = "Standard"
}
""",
        """
resource "azurerm_storage_account" "s" {
  queue_properties {
    logging {
      read   = true
      write  = true
      delete = false  # here
    }
  }
}
""",
        """
resource "azurerm_storage_account" "s" {  # here
  account_tier = "Standard"
}

resource "azurerm_monitor_diagnostic_setting" "s" {
  target_resource_id = "/subscriptions/1/storageAccounts/s/blobServices/default"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  queue_properties {
    logging {
      read   = true
      write  = true
      delete = true
    }
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  account_tier = "Premium"
}
""",
        """
resource "azurerm_storage_account" "s" {
  account_kind = "BlobStorage"
}
""",
        """
resource "azurerm_storage_account" "s" {
  account_tier = "Standard"
}

resource "azurerm_storage_account_queue_properties" "s" {
  storage_account_id = azurerm_storage_account.s.id
  logging {
    read   = true
    write  = true
    delete = true
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  account_tier = "Standard"
}

resource "azurerm_monitor_diagnostic_setting" "s" {
  target_resource_id = "${azurerm_storage_account.s.id}/queueServices/default"
}
""",
    ),
)
def check(account):
    if account.get("account_kind", default="StorageV2") not in ("StorageV2", "Storage"):
        return
    if account.get("account_tier", default="Standard") == "Premium":
        return
    logging = account.sub("queue_properties.logging")
    missing = [one for one in _OPERATIONS if not logging.get(one, default=False)]
    if missing and not _is_logged_elsewhere(account):
        yield logging.fail(missing[0], "operations on queues are not logged")


def _is_logged_elsewhere(account):
    for setting in account.beside("azurerm_monitor_diagnostic_setting"):
        if text_ends(setting.get("target_resource_id", default=""), "/queueServices/default"):
            return True
    split = account.related("azurerm_storage_account_queue_properties", "storage_account_id")
    return any(all(one.get(f"logging.{op}", default=False) for op in _OPERATIONS) for one in split)
