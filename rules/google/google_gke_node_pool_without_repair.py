"""A node that is broken stays in the cluster until somebody looks.

Automatic repair replaces nodes that report no health for about ten minutes. It is on by default.
"""

from scanner import LOW, rule


@rule(
    on="google_container_node_pool",
    severity=LOW,
    fix="Remove management.auto_repair = false.",
    related_ids=("CKV_GCP_9", "AVD-GCP-0063"),
    cwe=693,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-repair",),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  management {
    auto_repair  = false  # here
    auto_upgrade = true
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
  management {
    auto_repair = true
  }
}
""",
    ),
)
def check(pool):
    if not pool.get("management.auto_repair", default=True):
        yield pool.fail("management.auto_repair", "broken nodes are not replaced")
