"""An intrusion is found after months as a rule; by then the logs are gone.

Workspaces keep 30 days when nothing is said, or what retention_in_days says; exports to storage can
keep longer.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_log_analytics_workspace",
    severity=LOW,
    fix="Raise retention_in_days to 90 or more.",
    cwe=779,
    references=("https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",),
    parameters={"days": 90},
    bad=(
        """
resource "azurerm_log_analytics_workspace" "w" {  # here
  name = "w"
}
""",
        """
resource "azurerm_log_analytics_workspace" "w" {
  retention_in_days = 30  # here
}
""",
    ),
    good=(
        """
resource "azurerm_log_analytics_workspace" "w" {
  retention_in_days = 90
}
""",
        """
resource "azurerm_log_analytics_workspace" "w" {
  retention_in_days = 365
}
""",
    ),
)
def check(workspace):
    if quantity(workspace.get("retention_in_days", default=30), 30) < workspace.parameters["days"]:
        yield workspace.fail("retention_in_days", "logs are not kept for long")
