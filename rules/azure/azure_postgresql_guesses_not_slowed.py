"""Whoever guesses passwords may try as fast as the network allows.

connection_throttle.enable slows an address down after failures; it is off when nothing is said. A
server that takes no passwords has nothing to guess.
"""

from scanner import LOW, rule
from scanner.shapes import server_parameters

_TYPE = "azurerm_postgresql_flexible_server_configuration"


@rule(
    on="azurerm_postgresql_flexible_server",
    severity=LOW,
    fix='Add the parameter connection_throttle.enable = "on".',
    related_ids=("CKV_AZURE_32", "AVD-AZU-0021"),
    cwe=307,
    references=(
        "https://learn.microsoft.com/azure/postgresql/flexible-server/server-parameters-table-connections-and-authentication-connection-settings",
    ),
    bad=(
        """
resource "azurerm_postgresql_flexible_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {  # here
  name = "s"
}

resource "azurerm_postgresql_flexible_server_configuration" "c" {
  server_id = azurerm_postgresql_flexible_server.s.id
  name      = "connection_throttle.enable"
  value     = "off"
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {  # here
  name = "s"
}

resource "azurerm_postgresql_flexible_server_configuration" "c" {
  server_id = azurerm_postgresql_flexible_server.s.id
  name      = "log_connections"
  value     = "on"
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server" "s" {
  name = "s"
}

resource "azurerm_postgresql_flexible_server_configuration" "c" {
  server_id = azurerm_postgresql_flexible_server.s.id
  name      = "connection_throttle.enable"
  value     = "on"
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}
""",
    ),
)
def check(server):
    if not server.get("authentication.password_auth_enabled", default=True):
        return
    parameters = server_parameters(server, _TYPE, "server_id", "connection_throttle.enable")
    if not any(one.get("value", default="off") in ("on", "ON", "On") for one in parameters):
        yield server.fail(message="guessing passwords is not slowed down")
