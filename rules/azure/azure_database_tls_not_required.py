"""Passwords and data cross the network in clear text if a client does not ask for TLS.

Flexible servers demand it when nothing is said; the parameter switches that off.
"""

from scanner import HIGH, rule


@rule(
    on=(
        "azurerm_postgresql_flexible_server_configuration",
        "azurerm_mysql_flexible_server_configuration",
    ),
    severity=HIGH,
    fix='Remove the parameter or set require_secure_transport to "ON".',
    related_ids=("AVD-AZU-0020",),
    cwe=319,
    references=(
        "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-ssl-tls",
    ),
    bad=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "require_secure_transport"
  value = "off"  # here
}
""",
        """
resource "azurerm_mysql_flexible_server_configuration" "c" {
  name  = "require_secure_transport"
  value = "OFF"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "require_secure_transport"
  value = "on"
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_duration"
  value = "off"
}
""",
    ),
)
def check(parameter):
    wanted = parameter.get("name", default="") == "require_secure_transport"
    if wanted and parameter.get("value", default="on") in ("off", "OFF", "Off"):
        yield parameter.fail("value", "connections need not be encrypted")
