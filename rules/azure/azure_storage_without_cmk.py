"""Nobody but Microsoft can withdraw the key that opens this account's data.

Azure encrypts with its own keys always. A key of one's own in Key Vault can be disabled, which some
regulations ask for; it may be set in the account or in a resource of its own.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix="Add customer_managed_key with a Key Vault key and a user-assigned identity.",
    aliases=("CKV2_AZURE_1",),
    cwe=311,
    references=("https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  customer_managed_key {
    key_vault_key_id = "https://v.vault.azure.net/keys/k"
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  name = "data"
}

resource "azurerm_storage_account_customer_managed_key" "s" {
  storage_account_id = azurerm_storage_account.s.id
  key_name           = "k"
}
""",
    ),
)
def check(account):
    if account.is_set("customer_managed_key"):
        return
    if not account.related("azurerm_storage_account_customer_managed_key", "storage_account_id"):
        yield account.fail("customer_managed_key", "the key is Microsoft's")
