"""Nobody can tell afterwards who logged in or read what.

audit_log_enabled is off when nothing is said.
"""

from scanner import LOW, rule
from scanner.shapes import server_parameters

_TYPE = "azurerm_mysql_flexible_server_configuration"


@rule(
    on="azurerm_mysql_flexible_server",
    severity=LOW,
    fix='Add the parameter audit_log_enabled = "ON".',
    cwe=778,
    references=("https://learn.microsoft.com/azure/mysql/flexible-server/concepts-audit-logs",),
    bad=(
        """
resource "azurerm_mysql_flexible_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_mysql_flexible_server" "s" {  # here
  name = "s"
}

resource "azurerm_mysql_flexible_server_configuration" "c" {
  server_name = azurerm_mysql_flexible_server.s.name
  name        = "audit_log_enabled"
  value       = "OFF"
}
""",
    ),
    good=(
        """
resource "azurerm_mysql_flexible_server" "s" {
  name = "s"
}

resource "azurerm_mysql_flexible_server_configuration" "c" {
  server_name = azurerm_mysql_flexible_server.s.name
  name        = "audit_log_enabled"
  value       = "ON"
}
""",
        """
resource "azurerm_mysql_flexible_server" "s" {
  name = "s"
}

resource "azurerm_mysql_flexible_server_configuration" "c" {
  server_name = azurerm_mysql_flexible_server.s.name
  name        = "audit_log_enabled"
  value       = "on"
}
""",
    ),
)
def check(server):
    parameters = server_parameters(server, _TYPE, "server_name", "audit_log_enabled")
    if not any(one.get("value", default="OFF") in ("ON", "on", "On") for one in parameters):
        yield server.fail(message="access to data is not audited")
