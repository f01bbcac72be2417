"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read queries and data.

Flexible servers ask for TLS 1.2 when nothing is said. MySQL lists the versions in tls_version,
PostgreSQL the lowest in ssl_min_protocol_version.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_OLD = re.compile(r"TLSv1(\.[01])?(,|\s|$)")


@rule(
    on=(
        "azurerm_postgresql_flexible_server_configuration",
        "azurerm_mysql_flexible_server_configuration",
    ),
    severity=HIGH,
    fix="Remove the parameter or name TLS 1.2 and 1.3 only.",
    cwe=326,
    references=("https://learn.microsoft.com/azure/mysql/flexible-server/security-tls",),
    bad=(
        """
resource "azurerm_mysql_flexible_server_configuration" "c" {
  name  = "tls_version"
  value = "TLSv1.1,TLSv1.2"  # here
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "ssl_min_protocol_version"
  value = "TLSv1"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mysql_flexible_server_configuration" "c" {
  name  = "tls_version"
  value = "TLSv1.2,TLSv1.3"
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "ssl_max_protocol_version"
  value = "TLSv1"
}
""",
    ),
)
def check(parameter):
    wanted = parameter.get("name", default="") in ("tls_version", "ssl_min_protocol_version")
    if wanted and matches(_OLD, parameter.get("value", default="")):
        yield parameter.fail("value", "old versions of TLS are accepted")
