"""The record of the subscription lacks what an investigation asks for first.

Administrative, Alert, Policy and Security are the categories that matter. Settings of other
resources have other categories.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches, might

_SUBSCRIPTION = re.compile(r"^/subscriptions/[^/]+/?$")


@rule(
    on="azurerm_monitor_diagnostic_setting",
    severity=LOW,
    fix="Add an enabled_log block for each of the four categories.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema",),
    bad=(
        """
resource "azurerm_monitor_diagnostic_setting" "d" {  # here
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001"
  enabled_log {
    category = "Administrative"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001"
  dynamic "enabled_log" {
    for_each = ["Administrative", "Alert", "Policy", "Security"]
    content {
      category = enabled_log.value
    }
  }
}
""",
        """
resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = "/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"
  enabled_log {
    category = "AuditEvent"
  }
}
""",
    ),
)
def check(setting):
    if not matches(_SUBSCRIPTION, setting.get("target_resource_id")):
        return
    if might(setting.get("enabled_log"), "holds every category"):
        return
    for wanted in ("Administrative", "Alert", "Policy", "Security"):
        if not any(log.get("category") == wanted for log in setting.each("enabled_log")):
            yield setting.fail(message=f"the category {wanted} is not recorded")
            return
