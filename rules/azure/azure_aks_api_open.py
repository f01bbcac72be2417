"""The whole internet may talk to the cluster's API server; one leaked token is enough to get in.

A private cluster has no public address; a list of authorised ranges lets only some networks in.
"""

from scanner import HIGH, rule
from scanner.shapes import WORLD


@rule(
    on="azurerm_kubernetes_cluster",
    severity=HIGH,
    fix=("Set private_cluster_enabled = true, or api_server_access_profile.authorized_ip_ranges."),
    aliases=("CKV_AZURE_6", "AVD-AZU-0041"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  name = "c"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  api_server_access_profile {
    authorized_ip_ranges = ["10.0.0.0/8", "0.0.0.0/0"]  # here
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
  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24"]
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("private_cluster_enabled", default=False):
        return
    ranges = list(cluster.each("api_server_access_profile.authorized_ip_ranges"))
    if not ranges:
        place = "api_server_access_profile.authorized_ip_ranges"
        yield cluster.fail(place, "every network may reach the API server")
    for network in ranges:
        if network.value in WORLD:
            yield network.fail(message="every network may reach the API server")
