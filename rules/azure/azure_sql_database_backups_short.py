"""Damage that is noticed after a week cannot be undone from the backups.

Backups for every moment are kept for seven days when nothing is said.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_mssql_database",
    severity=LOW,
    fix="Raise short_term_retention_policy.retention_days.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview",),
    parameters={"days": 7},
    bad=(
        """
resource "azurerm_mssql_database" "d" {
  short_term_retention_policy {
    retention_days = 1  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_database" "d" {
  name = "d"
}
""",
        """
resource "azurerm_mssql_database" "d" {
  short_term_retention_policy {
    retention_days = 35
  }
}
""",
    ),
)
def check(database):
    days = "short_term_retention_policy.retention_days"
    if quantity(database.get(days, default=7), 7) < database.parameters["days"]:
        yield database.fail(days, "backups are not kept for long")
