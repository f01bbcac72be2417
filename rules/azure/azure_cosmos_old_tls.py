"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read queries and data.

The provider asks for TLS 1.2 when nothing is said.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_cosmosdb_account",
    severity=HIGH,
    fix='Remove minimal_tls_version or set it to "Tls12".',
    cwe=326,
    references=("https://learn.microsoft.com/azure/cosmos-db/self-serve-minimum-tls-enforcement",),
    bad=(
        """
resource "azurerm_cosmosdb_account" "c" {
  minimal_tls_version = "Tls11"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_cosmosdb_account" "c" {
  name = "c"
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  minimal_tls_version = "Tls12"
}
""",
    ),
)
def check(account):
    if account.get("minimal_tls_version", default="Tls12") in ("Tls", "Tls11"):
        yield account.fail("minimal_tls_version", "old versions of TLS are accepted")
