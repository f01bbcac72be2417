"""The server has an address on the internet, so one firewall rule too wide opens it.

A server in a subnet of one's own (delegated_subnet_id) has none; otherwise public access is on when
nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_postgresql_flexible_server",
    severity=MEDIUM,
    fix="Set public_network_access_enabled = false, or put the server into a delegated subnet.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking",
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
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {
  delegated_subnet_id = "/s"
}
""",
    ),
)
def check(server):
    if server.is_set("delegated_subnet_id"):
        return
    if server.get("public_network_access_enabled", default=True):
        yield server.fail("public_network_access_enabled", "the server has a public address")
