"""The server has an address on the internet, so one firewall rule too wide opens it.

A server in a subnet of one's own (delegated_subnet_id) has none; otherwise public access is on when
nothing is said. Its switch is a word here, "Enabled" or "Disabled".
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_mysql_flexible_server",
    severity=MEDIUM,
    fix='Set public_network_access = "Disabled", or put the server into a delegated subnet.',
    related_ids=("CKV_AZURE_53",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/mysql/flexible-server/concepts-networking",),
    bad=(
        """
resource "azurerm_mysql_flexible_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_mysql_flexible_server" "s" {
  public_network_access = "Enabled"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mysql_flexible_server" "s" {
  public_network_access = "Disabled"
}
""",
        """
resource "azurerm_mysql_flexible_server" "s" {
  delegated_subnet_id = "/s"
}
""",
    ),
)
def check(server):
    if server.is_set("delegated_subnet_id"):
        return
    if server.get("public_network_access", default="Enabled") != "Disabled":
        yield server.fail("public_network_access", "the server has a public address")
