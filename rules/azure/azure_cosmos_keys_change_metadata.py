"""A program with the account's key can delete databases and change their throughput.

The switch leaves data to the keys and settings to Azure's roles. Where keys are switched off it has
nothing to do.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_cosmosdb_account",
    severity=MEDIUM,
    fix="Set access_key_metadata_writes_enabled = false.",
    aliases=("CKV_AZURE_132",),
    cwe=269,
    references=(
        "https://learn.microsoft.com/azure/cosmos-db/role-based-access-control#prevent-sdk-changes",
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
  access_key_metadata_writes_enabled = false
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  local_authentication_disabled = true
}
""",
    ),
)
def check(account):
    if account.get("local_authentication_disabled", default=False):
        return
    if account.get("access_key_metadata_writes_enabled", default=True):
        yield account.fail("access_key_metadata_writes_enabled", "keys change databases' settings")
