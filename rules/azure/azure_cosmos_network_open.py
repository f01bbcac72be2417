"""The whole internet may talk to the database; a key that leaks is then enough to read it all.

Without a filter by addresses or networks every network is let in, unless public access is off. The
address 0.0.0.0 lets all of Azure in.
"""

from scanner import HIGH, rule

# The first is how Azure spells all of its own addresses; nothing listens on it.
_OPEN = ("0.0.0.0", "0.0.0.0/0")  # noqa: S104 - compared only


@rule(
    on="azurerm_cosmosdb_account",
    severity=HIGH,
    fix=(
        "Set public_network_access_enabled = false, or add ip_range_filter or virtual_network_rule."
    ),
    aliases=("CKV_AZURE_99",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/cosmos-db/how-to-configure-firewall",),
    bad=(
        """
resource "azurerm_cosmosdb_account" "c" {  # here
  name = "c"
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  ip_range_filter = ["198.51.100.7", "0.0.0.0"]  # here
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
  ip_range_filter = ["198.51.100.7"]
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  is_virtual_network_filter_enabled = true
}
""",
    ),
)
def check(account):
    if not account.get("public_network_access_enabled", default=True):
        return
    ranges = list(account.each("ip_range_filter"))
    if not ranges and not account.get("is_virtual_network_filter_enabled", default=False):
        yield account.fail("public_network_access_enabled", "every network may reach the account")
    for network in ranges:
        if network.value in _OPEN:
            yield network.fail(message="all of Azure, or everybody, may reach the account")
