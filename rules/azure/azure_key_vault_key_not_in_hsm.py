"""A software key is in the memory of Microsoft's servers, not in a module that never lets it out.

Regulations for payment and government ask for hardware (FIPS 140-3 level 3), which needs a premium
vault.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_key_vault_key",
    severity=LOW,
    fix='Set key_type = "RSA-HSM" or "EC-HSM" in a premium vault.',
    aliases=("CKV_AZURE_112",),
    cwe=922,
    references=("https://learn.microsoft.com/azure/key-vault/keys/about-keys",),
    bad=(
        """
resource "azurerm_key_vault_key" "k" {
  key_type = "RSA"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault_key" "k" {
  key_type = "RSA-HSM"
}
""",
        """
resource "azurerm_key_vault_key" "k" {
  key_type = "EC-HSM"
}
""",
    ),
)
def check(key):
    if key.get("key_type", default="RSA") not in ("RSA-HSM", "EC-HSM"):
        yield key.fail("key_type", "the key is not kept in hardware")
