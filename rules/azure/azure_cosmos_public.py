"""The account has a public address, though only some networks may use it.

With a private endpoint alone no filter can open it by mistake.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_cosmosdb_account",
    severity=LOW,
    fix="Set public_network_access_enabled = false and add a private endpoint.",
    aliases=("CKV_AZURE_101",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/cosmos-db/how-to-configure-private-endpoints",),
    bad=(
        """
resource "azurerm_cosmosdb_account" "c" {  # here
  ip_range_filter = ["198.51.100.7"]
}
""",
    ),
    good=(
        """
resource "azurerm_cosmosdb_account" "c" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  ip_range_filter               = ["198.51.100.7"]
  public_network_access_enabled = "false"
}
""",
    ),
)
def check(account):
    if account.get("public_network_access_enabled", default=True):
        yield account.fail("public_network_access_enabled", "the account has a public address")
