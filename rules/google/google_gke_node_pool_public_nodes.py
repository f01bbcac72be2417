"""This node pool opts out of its cluster's private nodes: its machines have public addresses.

A pool takes over what the cluster says unless its network_config says otherwise. One public pool
opens the way into a cluster that looks private.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_node_pool",
    severity=MEDIUM,
    fix="Remove enable_private_nodes = false.",
    cwe=284,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation",),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  network_config {
    enable_private_nodes = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  network_config {
    enable_private_nodes = true
  }
}
""",
    ),
)
def check(pool):
    if not pool.get("network_config.enable_private_nodes", default=True):
        yield pool.fail("network_config.enable_private_nodes", "the nodes have public addresses")
