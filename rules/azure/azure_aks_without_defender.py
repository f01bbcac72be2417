"""Nobody notices a miner or a shell in a container of this cluster.

Defender for Containers watches nodes and the API server where its sensor is on. It costs by the
core, and other products do the same.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix="Add a microsoft_defender block.",
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction",
    ),
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
  microsoft_defender {
    log_analytics_workspace_id = "/w"
  }
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  private_cluster_enabled = true
  microsoft_defender {
    log_analytics_workspace_id = "/w"
  }
}
""",
    ),
)
def check(cluster):
    if not cluster.is_set("microsoft_defender"):
        yield cluster.fail("microsoft_defender", "nothing watches the running containers")
