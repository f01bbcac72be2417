"""One stolen login may read, destroy and purge every key and secret of the vault.

A policy with purge rights undoes what soft delete is for. Hardly any program needs more than get.
"""

from scanner import HIGH, rule

_KINDS = ("certificate_permissions", "key_permissions", "secret_permissions")


@rule(
    on=("azurerm_key_vault", "azurerm_key_vault_access_policy"),
    severity=HIGH,
    fix="List only the permissions that are needed, without Purge.",
    cwe=250,
    references=("https://learn.microsoft.com/azure/key-vault/general/assign-access-policy",),
    bad=(
        """
resource "azurerm_key_vault" "v" {
  access_policy {
    secret_permissions = ["Get", "Purge"]  # here
  }
}
""",
        """
resource "azurerm_key_vault_access_policy" "p" {
  key_permissions = ["purge"]  # here
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  access_policy {
    secret_permissions = ["Get", "List"]
  }
}
""",
        """
resource "azurerm_key_vault_access_policy" "p" {
  key_permissions = ["Get", "WrapKey", "UnwrapKey"]
}
""",
    ),
)
def check(view):
    inner = view.type == "azurerm_key_vault"
    for policy in view.each("access_policy") if inner else [view]:
        for kind in _KINDS:
            for permission in policy.each(kind):
                if permission.value in ("Purge", "purge"):
                    yield permission.fail(message="what is deleted can be destroyed for good")
