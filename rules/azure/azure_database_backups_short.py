"""Damage that is noticed after some days cannot be undone from the backups.

Backups are kept for seven days when nothing is said, and for 35 at most.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=("azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"),
    severity=LOW,
    fix="Raise backup_retention_days.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/mysql/flexible-server/concepts-backup-restore",),
    parameters={"days": 7},
    bad=(
        """
resource "azurerm_mysql_flexible_server" "s" {
  backup_retention_days = 1  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mysql_flexible_server" "s" {
  name = "s"
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {
  backup_retention_days = 14
}
""",
    ),
)
def check(server):
    if quantity(server.get("backup_retention_days", default=7), 7) < server.parameters["days"]:
        yield server.fail("backup_retention_days", "backups are not kept for long")
