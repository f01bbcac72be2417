"""Somebody can open a port to the internet, or give a machine a public address, and nobody is told.

Writing and deleting network security groups and public addresses are the changes to hear of.
"""

from scanner import LOW, rule
from scanner.shapes import is_alerted


@rule(
    on="azurerm_subscription",
    severity=LOW,
    fix="Add azurerm_monitor_activity_log_alert for security groups and public addresses.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types",),
    bad=(
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  for_each = toset(["write", "delete"])
  criteria {
    operation_name = "Microsoft.Network/networkSecurityGroups/${each.key}"
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
  for_each = toset([
    "networkSecurityGroups/write", "networkSecurityGroups/delete",
    "publicIPAddresses/write", "publicIPAddresses/delete",
  ])
  criteria {
    operation_name = "Microsoft.Network/${each.key}"
  }
}
""",
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  enabled  = true
  for_each = toset([
    "networkSecurityGroups/write", "networkSecurityGroups/delete",
    "publicIPAddresses/write", "publicIPAddresses/delete",
  ])
  criteria {
    operation_name = "Microsoft.Network/${each.key}"
  }
}
""",
    ),
)
def check(subscription):
    for kind in ("networkSecurityGroups", "publicIPAddresses"):
        for change in ("write", "delete"):
            if not is_alerted(subscription, f"Microsoft.Network/{kind}/{change}"):
                yield subscription.fail(message=f"changes of {kind} alert nobody")
                return
