"""Somebody can take the company's guard rails away, and nobody is told.

An assignment of Azure Policy that disappears lets forbidden resources in again.
"""

from scanner import LOW, rule
from scanner.shapes import is_alerted


@rule(
    on="azurerm_subscription",
    severity=LOW,
    fix="Add azurerm_monitor_activity_log_alert for writing and deleting policy assignments.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types",),
    bad=(
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  criteria {
    category       = "Administrative"
    operation_name = "Microsoft.Authorization/policyAssignments/write"
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
    category       = "Administrative"
    operation_name = "Microsoft.Authorization/policyAssignments/${each.key}"
  }
}
""",
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_monitor_activity_log_alert" "a" {
  for_each = toset(["write", "delete"])
  criteria {
    operation_name = "microsoft.authorization/policyassignments/${each.key}"
  }
}
""",
    ),
)
def check(subscription):
    for change in ("write", "delete"):
        if not is_alerted(subscription, f"Microsoft.Authorization/policyAssignments/{change}"):
            yield subscription.fail(message="changes of policy assignments alert nobody")
            return
