"""Every pod may talk to every other, so one that is taken over reaches them all.

Kubernetes' network policies do nothing where no engine enforces them. Which one can be chosen when
the cluster is made.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix='Set network_profile.network_policy = "cilium", "azure" or "calico".',
    aliases=("CKV_AZURE_7", "AVD-AZU-0043"),
    cwe=923,
    references=("https://learn.microsoft.com/azure/aks/use-network-policies",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  name = "c"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  network_profile {  # here
    network_plugin = "azure"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  network_profile {
    network_plugin = "azure"
    network_policy = "azure"
  }
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  network_profile {
    network_plugin     = "azure"
    network_data_plane = "cilium"
    network_policy     = "cilium"
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("network_profile.network_policy", default="") == "":
        yield cluster.fail("network_profile.network_policy", "network policies are not enforced")
