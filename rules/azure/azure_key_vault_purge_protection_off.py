"""Whoever may delete the vault can destroy its keys at once, and all data encrypted with them.

With purge protection a deleted vault or key stays restorable for the whole retention time, whoever
asks. Services that encrypt with one's own key demand it. It cannot be switched off again.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_key_vault",
    severity=MEDIUM,
    fix="Set purge_protection_enabled = true.",
    aliases=("CKV_AZURE_110", "AVD-AZU-0016"),
    related_ids=("CKV_AZURE_42",),
    cwe=693,
    references=("https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",),
    bad=(
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}
""",
        """
resource "azurerm_key_vault" "v" {
  purge_protection_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  purge_protection_enabled = true
}
""",
        """
resource "azurerm_key_vault" "v" {
  purge_protection_enabled   = "true"
  soft_delete_retention_days = 7
}
""",
    ),
)
def check(vault):
    if not vault.get("purge_protection_enabled", default=False):
        yield vault.fail("purge_protection_enabled", "keys can be destroyed at once")
