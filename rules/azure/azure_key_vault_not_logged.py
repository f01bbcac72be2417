"""Nobody can tell afterwards who read a secret or used a key.

A diagnostic setting for the vault sends its audit events to a workspace, a storage account or an
event hub.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_key_vault",
    severity=MEDIUM,
    fix=(
        "Add azurerm_monitor_diagnostic_setting for the vault with the category "
        "AuditEvent or group audit."
    ),
    cwe=778,
    references=("https://learn.microsoft.com/azure/key-vault/general/logging",),
    bad=(
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}
""",
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}

resource "azurerm_monitor_diagnostic_setting" "v" {
  target_resource_id = azurerm_key_vault.v.id
  enabled_log {
    category = "AzurePolicyEvaluationDetails"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  name = "v"
}

resource "azurerm_monitor_diagnostic_setting" "v" {
  target_resource_id = azurerm_key_vault.v.id
  enabled_log {
    category = "AuditEvent"
  }
}
""",
        """
resource "azurerm_key_vault" "v" {
  name = "v"
}

resource "azurerm_monitor_diagnostic_setting" "v" {
  target_resource_id = azurerm_key_vault.v.id
  enabled_log {
    category_group = "allLogs"
  }
}
""",
    ),
)
def check(vault):
    settings = vault.related("azurerm_monitor_diagnostic_setting", "target_resource_id")
    if not any(_audits(log) for setting in settings for log in setting.each("enabled_log")):
        yield vault.fail(message="access to keys and secrets is not logged")


def _audits(log):
    group = log.get("category_group", default="") in ("audit", "allLogs")
    return group or log.get("category", default="") == "AuditEvent"
