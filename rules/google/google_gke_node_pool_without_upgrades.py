"""Security fixes of Kubernetes and its nodes wait until somebody thinks of them.

Automatic upgrades follow the control plane. They are on by default, and maintenance windows and
exclusions say when they may happen.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_node_pool",
    severity=MEDIUM,
    fix="Remove management.auto_upgrade = false.",
    related_ids=("CKV_GCP_10", "AVD-GCP-0058"),
    cwe=1104,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-upgrades",),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  management {
    auto_repair  = true
    auto_upgrade = false  # here
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
    auto_upgrade = true
  }
}
""",
    ),
)
def check(pool):
    if not pool.get("management.auto_upgrade", default=True):
        yield pool.fail("management.auto_upgrade", "the nodes are not upgraded by themselves")
