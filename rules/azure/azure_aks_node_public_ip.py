"""Each node has an address on the internet; only the security group keeps strangers out.

Load balancers and NAT need no address on the nodes. Game servers that talk to players by node are
the exception.
"""

from scanner import HIGH, rule


@rule(
    on=("azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"),
    severity=HIGH,
    fix="Remove node_public_ip_enabled.",
    aliases=("CKV_AZURE_143",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/aks/use-node-public-ips",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  default_node_pool {
    node_public_ip_enabled = true  # here
  }
}
""",
        """
resource "azurerm_kubernetes_cluster_node_pool" "p" {
  node_public_ip_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  default_node_pool {
    name = "system"
  }
}
""",
        """
resource "azurerm_kubernetes_cluster_node_pool" "p" {
  node_public_ip_enabled = false
}
""",
    ),
)
def check(view):
    pool = view.sub("default_node_pool") if view.type == "azurerm_kubernetes_cluster" else view
    if pool.get("node_public_ip_enabled", default=False):
        yield pool.fail("node_public_ip_enabled", "nodes have public addresses")
