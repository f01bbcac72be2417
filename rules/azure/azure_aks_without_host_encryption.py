"""The nodes' temporary disks and caches are not encrypted, nor is what goes from node to storage.

Azure encrypts managed disks anyway. Not every machine size can encrypt at the host, and the feature
has to be registered for the subscription.
"""

from scanner import LOW, rule


@rule(
    on=("azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"),
    severity=LOW,
    fix="Set host_encryption_enabled = true for the node pool.",
    aliases=("CKV_AZURE_227",),
    cwe=311,
    references=("https://learn.microsoft.com/azure/aks/enable-host-encryption",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  default_node_pool {  # here
    name = "system"
  }
}
""",
        """
resource "azurerm_kubernetes_cluster_node_pool" "p" {  # here
  name = "p"
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  default_node_pool {
    host_encryption_enabled = true
  }
}
""",
        """
resource "azurerm_kubernetes_cluster_node_pool" "p" {
  host_encryption_enabled = true
}
""",
    ),
)
def check(view):
    pool = view.sub("default_node_pool") if view.type == "azurerm_kubernetes_cluster" else view
    if not pool.get("host_encryption_enabled", default=False):
        yield pool.fail("host_encryption_enabled", "temporary disks are not encrypted")
