"""Whoever may edit the vault's settings can give themselves every secret by an access policy.

With role-based access only owners and access administrators can grant access, for one secret if
need be, and for a time. Access policies apply when nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_key_vault",
    severity=MEDIUM,
    fix="Set rbac_authorization_enabled = true and grant roles.",
    cwe=269,
    references=("https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy",),
    bad=(
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  rbac_authorization_enabled = true
}
""",
        """
resource "azurerm_key_vault" "v" {
  enable_rbac_authorization = true
}
""",
    ),
)
def check(vault):
    new = vault.get("rbac_authorization_enabled", default=False)
    if not new and not vault.get("enable_rbac_authorization", default=False):
        yield vault.fail("rbac_authorization_enabled", "access policies bypass roles")
