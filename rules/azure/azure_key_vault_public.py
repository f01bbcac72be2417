"""The vault has a public address, though only some networks may use it.

With a private endpoint alone it cannot be reached from outside at all, and no firewall rule can
open it by mistake. Teams that deploy from hosted runners need the public address.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_key_vault",
    severity=LOW,
    fix="Set public_network_access_enabled = false and add a private endpoint.",
    aliases=("CKV_AZURE_189",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/key-vault/general/private-link-service",),
    bad=(
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}
""",
        """
resource "azurerm_key_vault" "v" {
  public_network_access_enabled = true  # here
  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_key_vault" "v" {
  public_network_access_enabled = "false"
}
""",
    ),
)
def check(vault):
    if vault.get("public_network_access_enabled", default=True):
        yield vault.fail("public_network_access_enabled", "the vault has a public address")
