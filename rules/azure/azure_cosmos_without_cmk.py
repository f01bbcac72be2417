"""Nobody but Microsoft can withdraw the key that opens this account's data.

Azure encrypts with its own keys always. A key of one's own must be chosen when the account is made.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_cosmosdb_account",
    severity=LOW,
    fix="Set key_vault_key_id (this replaces the account).",
    aliases=("CKV_AZURE_100",),
    cwe=311,
    references=("https://learn.microsoft.com/azure/cosmos-db/how-to-setup-customer-managed-keys",),
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
  key_vault_key_id = "https://v.vault.azure.net/keys/k"
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  managed_hsm_key_id = "https://h.managedhsm.azure.net/keys/k"
}
""",
    ),
)
def check(account):
    if not account.is_set("key_vault_key_id") and not account.is_set("managed_hsm_key_id"):
        yield account.fail("key_vault_key_id", "the key is Microsoft's")
