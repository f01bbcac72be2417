"""Pods keep working with an old secret after it was changed in Key Vault.

Where the secrets provider is on, it fetches new values only if rotation is switched on too.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix="Set key_vault_secrets_provider.secret_rotation_enabled = true.",
    related_ids=("CKV_AZURE_172",),
    cwe=324,
    references=("https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  key_vault_secrets_provider {
    secret_rotation_enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}
""",
    ),
)
def check(cluster):
    for provider in cluster.each("key_vault_secrets_provider"):
        if not provider.get("secret_rotation_enabled", default=False):
            yield provider.fail("secret_rotation_enabled", "new values of secrets are not fetched")
