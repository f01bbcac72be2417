"""Nobody but Microsoft can withdraw the key that opens the disks of nodes and volumes.

Azure encrypts all disks with its own keys. A disk encryption set brings one's own, which some
regulations ask for.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix="Set disk_encryption_set_id.",
    aliases=("CKV_AZURE_117",),
    cwe=311,
    references=("https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys",),
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
  disk_encryption_set_id = "/des"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  private_cluster_enabled = true
  disk_encryption_set_id  = "/des"
}
""",
    ),
)
def check(cluster):
    if not cluster.is_set("disk_encryption_set_id"):
        yield cluster.fail("disk_encryption_set_id", "the disks' key is Microsoft's")
