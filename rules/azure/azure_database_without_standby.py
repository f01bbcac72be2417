"""A fault of the one machine stops the database until another has started and recovered.

A standby in another zone takes over within a minute or two, at twice the price. Replicas cannot
have one.
"""

from scanner import LOW, rule


@rule(
    on=("azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"),
    severity=LOW,
    fix='Add high_availability with mode = "ZoneRedundant".',
    cwe=1088,
    references=(
        "https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server",
    ),
    bad=(
        """
resource "azurerm_postgresql_flexible_server" "s" {  # here
  name = "s"
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server" "s" {
  high_availability {
    mode = "ZoneRedundant"
  }
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
    if not server.is_set("high_availability"):
        yield server.fail("high_availability", "there is no standby")
