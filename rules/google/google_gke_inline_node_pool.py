"""A change to this node pool replaces the whole cluster.

Pools that are written inside of google_container_cluster cannot be added or removed without making
the cluster again. google_container_node_pool can.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Move the pool to google_container_node_pool and set remove_default_node_pool = true.",
    aliases=("CKV_GCP_123",),
    cwe=693,
    references=(
        "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster",
    ),
    bad=(
        """
resource "google_container_cluster" "main" {
  node_pool {  # here
    name = "apps"
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  remove_default_node_pool = true
  initial_node_count       = 1
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
}
""",
    ),
)
def check(cluster):
    for pool in cluster.each("node_pool"):
        yield pool.fail(message="the node pool is part of the cluster")
