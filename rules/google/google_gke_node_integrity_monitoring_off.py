"""Nobody is told when a node boots something else than it did before.

Integrity monitoring compares each boot of a node with a known good one and reports the difference.
It is on by default.
"""

from scanner import MEDIUM, rule
from scanner.shapes import NODES, node_configs


@rule(
    on=NODES,
    severity=MEDIUM,
    fix="Remove enable_integrity_monitoring = false.",
    aliases=("CKV_GCP_72",),
    cwe=778,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes",),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = false  # here
    }
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
resource "google_container_cluster" "main" {
  node_config {
    shielded_instance_config {
      enable_secure_boot = true
    }
  }
}
""",
    ),
)
def check(nodes):
    for config in node_configs(nodes):
        if not config.get("shielded_instance_config.enable_integrity_monitoring", default=True):
            yield config.fail(
                "shielded_instance_config.enable_integrity_monitoring",
                "integrity monitoring is off",
            )
