"""Somebody can disconnect the scanner that watches the subscription, and nobody is told.

Security solutions are what is connected to Defender for Cloud.
"""

from scanner import LOW, rule
from scanner.shapes import is_alerted


@rule(
    on="azurerm_subscription",
    severity=LOW,
    fix="Add azurerm_monitor_activity_log_alert for writing and deleting security solutions.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types",),
    bad=(
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
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
    operation_name = "Microsoft.Security/securitySolutions/${each.key}"
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
    category       = "Security"
    operation_name = "Microsoft.Security/securitySolutions/${each.key}"
  }
}
""",
    ),
)
def check(subscription):
    for change in ("write", "delete"):
        if not is_alerted(subscription, f"Microsoft.Security/securitySolutions/{change}"):
            yield subscription.fail(message="changes of security solutions alert nobody")
            return
