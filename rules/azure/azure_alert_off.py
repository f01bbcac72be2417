"""The alert is there, but it is switched off and tells nobody.

Alerts are on when nothing is said.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_monitor_activity_log_alert",
    severity=LOW,
    fix="Remove enabled = false.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview",),
    bad=(
        """
resource "azurerm_monitor_activity_log_alert" "a" {
  enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_monitor_activity_log_alert" "a" {
  name = "a"
}
""",
        """
resource "azurerm_monitor_activity_log_alert" "a" {
  enabled = true
}
""",
    ),
)
def check(alert):
    if not alert.get("enabled", default=True):
        yield alert.fail("enabled", "the alert is switched off")
