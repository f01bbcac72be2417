"""The nodes' operating system keeps its known flaws until somebody replaces the image by hand.

New images are taken by themselves when nothing is said; None switches that off, and Unmanaged
leaves it to the system's own updates without restarts.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix='Remove node_os_upgrade_channel or set it to "NodeImage" or "SecurityPatch".',
    cwe=1104,
    references=("https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  node_os_upgrade_channel = "None"  # here
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
  node_os_upgrade_channel = "SecurityPatch"
}
""",
    ),
)
def check(cluster):
    if cluster.get("node_os_upgrade_channel", default="NodeImage") in ("None", "Unmanaged"):
        yield cluster.fail("node_os_upgrade_channel", "the nodes get no new images")
