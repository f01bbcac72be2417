"""An intrusion is found after months as a rule; by then the audit's records are gone.

Zero days, which applies when nothing is said, keeps them for ever.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=(
        "azurerm_mssql_server_extended_auditing_policy",
        "azurerm_mssql_database_extended_auditing_policy",
    ),
    severity=LOW,
    fix="Remove retention_in_days or raise it above 90.",
    related_ids=("CKV_AZURE_24", "AVD-AZU-0025"),
    cwe=779,
    references=("https://learn.microsoft.com/azure/azure-sql/database/auditing-overview",),
    parameters={"days": 91},
    bad=(
        """
resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  retention_in_days = 30  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  log_monitoring_enabled = true
}
""",
        """
resource "azurerm_mssql_database_extended_auditing_policy" "p" {
  retention_in_days = 180
}
""",
        """
resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  retention_in_days = 0
}
""",
    ),
)
def check(policy):
    days = quantity(policy.get("retention_in_days", default=0), 0)
    if days != 0 and days < policy.parameters["days"]:
        yield policy.fail("retention_in_days", "audit records are not kept for long")
