"""The server has an address on the internet, so one firewall rule too wide opens all its databases.

The provider leaves public access on. With a private endpoint alone there is nothing that a rule
could open.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_mssql_server",
    severity=MEDIUM,
    fix="Set public_network_access_enabled = false and add a private endpoint.",
    aliases=("CKV_AZURE_113",),
    related_ids=("AVD-AZU-0022",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/azure-sql/database/connectivity-settings",),
    bad=(
        """
resource "azurerm_mssql_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_mssql_server" "s" {
  public_network_access_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_mssql_server" "s" {
  minimum_tls_version           = "1.2"
  public_network_access_enabled = "false"
}
""",
    ),
)
def check(server):
    if server.get("public_network_access_enabled", default=True):
        yield server.fail("public_network_access_enabled", "the server has a public address")
