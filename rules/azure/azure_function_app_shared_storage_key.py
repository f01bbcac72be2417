"""The key of the app's storage account stands in its settings and opens all that the account holds.

With storage_uses_managed_identity the app gets in by its own name and roles. A key in Key Vault is
at least not in the settings.
"""

from scanner import LOW, rule


@rule(
    on=(
        "azurerm_linux_function_app",
        "azurerm_windows_function_app",
        "azurerm_linux_function_app_slot",
        "azurerm_windows_function_app_slot",
    ),
    severity=LOW,
    fix="Set storage_uses_managed_identity = true and remove storage_account_access_key.",
    cwe=798,
    references=(
        "https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity",
    ),
    bad=(
        """
resource "azurerm_linux_function_app" "f" {
  storage_account_name       = "s"
  storage_account_access_key = "key"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_linux_function_app" "f" {
  storage_account_name          = "s"
  storage_uses_managed_identity = true
}
""",
        """
resource "azurerm_linux_function_app" "f" {
  storage_key_vault_secret_id = "https://v.vault.azure.net/secrets/s"
}
""",
    ),
)
def check(app):
    if app.is_set("storage_account_access_key"):
        yield app.fail("storage_account_access_key", "the app uses the account's key")
