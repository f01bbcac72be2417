"""Somebody can let the internet in to a database, and nobody is told.

A firewall rule of SQL Server takes effect at once and needs no deployment.
"""

from scanner import LOW, rule
from scanner.shapes import is_alerted


@rule(
    on="azurerm_subscription",
    severity=LOW,
    fix="Add azurerm_monitor_activity_log_alert for writing and deleting firewall rules.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types",),
    bad=(
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  enabled  = false
  for_each = toset(["write", "delete"])
  criteria {
    operation_name = "Microsoft.Sql/servers/firewallRules/${each.key}"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  for_each = toset(["write", "delete"])
  criteria {
    operation_name = "Microsoft.Sql/servers/firewallRules/${each.key}"
  }
}
""",
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  enabled  = true
  for_each = toset(["write", "delete"])
  criteria {
    operation_name = "Microsoft.Sql/servers/firewallRules/${each.key}"
  }
}
""",
    ),
)
def check(subscription):
    for change in ("write", "delete"):
        if not is_alerted(subscription, f"Microsoft.Sql/servers/firewallRules/{change}"):
            yield subscription.fail(message="changes of databases' firewalls alert nobody")
            return
