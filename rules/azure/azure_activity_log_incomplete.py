"""The record of the subscription lacks what an investigation asks for first.

Administrative, Alert, Policy and Security are the categories that matter. Only the activity log has
them; settings of other resources name other categories.
"""

from scanner import LOW, rule
from scanner.shapes import might

_WANTED = ("Administrative", "Alert", "Policy", "Security")


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
    if might(setting.get("enabled_log"), "holds every category"):
        return
    categories = [log.get("category") for log in setting.each("enabled_log")]
    missing = [wanted for wanted in _WANTED if wanted not in categories]
    if missing and len(missing) < len(_WANTED):
        yield setting.fail(message=f"the category {missing[0]} is not recorded")
