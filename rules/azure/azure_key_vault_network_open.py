"""The whole internet may talk to the vault, so one stolen token is enough to read its secrets.

Without network_acls Azure accepts every network. A vault without public access needs none.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_key_vault",
    severity=MEDIUM,
    fix=(
        'Add network_acls with default_action = "Deny", or set '
        "public_network_access_enabled = false."
    ),
    aliases=("CKV_AZURE_109", "AVD-AZU-0013"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/key-vault/general/network-security",),
    bad=(
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}
""",
        """
resource "azurerm_key_vault" "v" {
  network_acls {
    bypass         = "AzureServices"
    default_action = "Allow"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}
""",
        """
resource "azurerm_key_vault" "v" {
  public_network_access_enabled = false
}
""",
    ),
)
def check(vault):
    if not vault.get("public_network_access_enabled", default=True):
        return
    if vault.get("network_acls.default_action", default="Allow") != "Deny":
        yield vault.fail("network_acls.default_action", "every network may reach the vault")
