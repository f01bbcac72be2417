"""Whoever has an account key can read and change everything, and no log says who it was.

With Entra ID alone each program has its own roles. Only accounts for NoSQL (and tables) can do
without keys.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_cosmosdb_account",
    severity=MEDIUM,
    fix="Set local_authentication_disabled = true.",
    aliases=("CKV_AZURE_140",),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/cosmos-db/nosql/security/how-to-disable-key-based-authentication",
    ),
    bad=(
        """
resource "azurerm_cosmosdb_account" "c" {  # here
  name = "c"
}
""",
    ),
    good=(
        """
resource "azurerm_cosmosdb_account" "c" {
  local_authentication_disabled = true
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  kind = "MongoDB"
}
""",
    ),
)
def check(account):
    if account.get("kind", default="GlobalDocumentDB") != "GlobalDocumentDB":
        return
    if not account.get("local_authentication_disabled", default=False):
        yield account.fail("local_authentication_disabled", "keys open the whole account")
