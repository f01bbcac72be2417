"""Whoever gets into the cluster, and every pod in it, is its administrator.

Role-based access control is on when nothing is said, so only an explicit false is wrong.
"""

from scanner import CRITICAL, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=CRITICAL,
    fix="Remove role_based_access_control_enabled = false.",
    aliases=("CKV_AZURE_5", "AVD-AZU-0042"),
    cwe=862,
    references=("https://learn.microsoft.com/azure/aks/concepts-identity",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  role_based_access_control_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  role_based_access_control_enabled = true
}
""",
    ),
)
def check(cluster):
    if not cluster.get("role_based_access_control_enabled", default=True):
        yield cluster.fail("role_based_access_control_enabled", "there are no roles")
