"""The local administrator's certificate opens the cluster past Entra ID and cannot be revoked.

It is in the state and in everybody's kubeconfig who ever fetched it. Local accounts can be switched
off only where Entra ID is used.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix=(
        "Set local_account_disabled = true with azure_active_directory_role_based_access_control."
    ),
    aliases=("CKV_AZURE_141",),
    cwe=287,
    references=("https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  name = "c"
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  local_account_disabled = true
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  local_account_disabled = true
  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
  }
}
""",
    ),
)
def check(cluster):
    if not cluster.get("local_account_disabled", default=False):
        yield cluster.fail("local_account_disabled", "a shared certificate opens the cluster")
