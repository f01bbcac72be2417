"""People get into the cluster by a certificate of its own, which stays valid when they leave.

With Entra ID each of them logs in with a name and a second factor, and groups get roles.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix="Add azure_active_directory_role_based_access_control.",
    cwe=287,
    references=("https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id",),
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
  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
  }
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  azure_active_directory_role_based_access_control {
    admin_group_object_ids = ["1"]
  }
}
""",
    ),
)
def check(cluster):
    entra = "azure_active_directory_role_based_access_control"
    if not cluster.is_set(entra):
        yield cluster.fail(entra, "people log in without Entra ID")
