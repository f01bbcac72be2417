"""After ninety days nobody can tell who changed the subscription's resources.

A diagnostic setting of the subscription sends the activity log to a workspace or a storage account.
It is told by the category Administrative, which only the activity log has.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_subscription",
    severity=MEDIUM,
    fix="Add azurerm_monitor_diagnostic_setting with the subscription as target_resource_id.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/platform/activity-log",),
    bad=(
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}
""",
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"
  enabled_log {
    category = "AuditEvent"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001"
  enabled_log {
    category = "Administrative"
  }
}
""",
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001"
  enabled_log {
    category = "Security"
  }
  enabled_log {
    category = "Administrative"
  }
}
""",
    ),
)
def check(subscription):
    for setting in subscription.beside("azurerm_monitor_diagnostic_setting"):
        if any(log.get("category") == "Administrative" for log in setting.each("enabled_log")):
            return
    yield subscription.fail(message="the activity log is not kept")
