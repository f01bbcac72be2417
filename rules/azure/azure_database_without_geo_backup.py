"""When a region is lost, the backups are lost with it.

Backups in the paired region must be chosen when the server is made, and cost as much again.
Replicas have none of their own.
"""

from scanner import LOW, rule


@rule(
    on=("azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"),
    severity=LOW,
    fix="Set geo_redundant_backup_enabled = true (this replaces the server).",
    aliases=("CKV_AZURE_94", "CKV_AZURE_136"),
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore",
    ),
    bad=(
        """
resource "azurerm_postgresql_flexible_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_mysql_flexible_server" "s" {
  geo_redundant_backup_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server" "s" {
  geo_redundant_backup_enabled = true
}
""",
        """
resource "azurerm_mysql_flexible_server" "s" {
  create_mode = "Replica"
}
""",
    ),
)
def check(server):
    if server.get("create_mode", default="Default") == "Replica":
        return
    if not server.get("geo_redundant_backup_enabled", default=False):
        yield server.fail("geo_redundant_backup_enabled", "backups stay in the region")
