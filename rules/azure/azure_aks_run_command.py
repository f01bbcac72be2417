"""Whoever has a role on the Azure resource runs commands in the cluster past its network.

The run command starts a pod that is the cluster's administrator. It is on when nothing is said;
private clusters are sometimes kept by it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix="Set run_command_enabled = false.",
    cwe=284,
    references=("https://learn.microsoft.com/azure/aks/access-private-cluster",),
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
  run_command_enabled = false
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  private_cluster_enabled = true
  run_command_enabled     = "false"
}
""",
    ),
)
def check(cluster):
    if cluster.get("run_command_enabled", default=True):
        yield cluster.fail("run_command_enabled", "Azure roles run commands in the cluster")
