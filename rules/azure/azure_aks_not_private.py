"""The API server has a public address, though only some networks may use it.

A private cluster is reached through its own network only, so no list can open it by mistake;
deploying to it takes a runner inside.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix="Set private_cluster_enabled = true (this replaces the cluster).",
    aliases=("CKV_AZURE_115",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/aks/private-clusters",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24"]
  }
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  private_cluster_enabled = true
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  private_cluster_enabled = "true"
}
""",
    ),
)
def check(cluster):
    if not cluster.get("private_cluster_enabled", default=False):
        yield cluster.fail("private_cluster_enabled", "the API server has a public address")
