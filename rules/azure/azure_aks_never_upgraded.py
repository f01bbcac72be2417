"""A cluster that nobody upgrades runs with known flaws, and after a year without support.

With a channel Azure installs patches by itself, in the maintenance window. Teams that raise
kubernetes_version in code pin it there and are left alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix='Set automatic_upgrade_channel = "patch" or "stable".',
    related_ids=("CKV_AZURE_171",),
    cwe=1104,
    references=("https://learn.microsoft.com/azure/aks/auto-upgrade-cluster",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  name = "c"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  automatic_upgrade_channel = "none"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  automatic_upgrade_channel = "patch"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  kubernetes_version = "1.33.2"
}
""",
    ),
)
def check(cluster):
    channel = cluster.get("automatic_upgrade_channel", default="none")
    if channel == "none" and not cluster.is_set("kubernetes_version"):
        yield cluster.fail("automatic_upgrade_channel", "nothing upgrades the cluster")
