"""A changed kernel or boot loader starts on these nodes without anybody noticing.

Secure Boot runs signed boot components only. It is off by default, since drivers that are not
signed, such as some for GPUs, do not load with it.
"""

from scanner import LOW, rule
from scanner.shapes import NODES, node_configs


@rule(
    on=NODES,
    severity=LOW,
    fix="Set node_config.shielded_instance_config.enable_secure_boot = true.",
    related_ids=("CKV_GCP_68",),
    cwe=693,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes#secure_boot",
    ),
    bad=(
        """
resource "google_container_node_pool" "apps" {  # here
  cluster = "main"
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    shielded_instance_config {
      enable_secure_boot = false  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    shielded_instance_config {
      enable_secure_boot = true
    }
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
}
""",
        """
resource "google_container_cluster" "main" {
  remove_default_node_pool = true
  initial_node_count       = 1
}
""",
    ),
)
def check(nodes):
    for config in node_configs(nodes):
        if not config.get("shielded_instance_config.enable_secure_boot", default=False):
            yield config.fail("shielded_instance_config.enable_secure_boot", "Secure Boot is off")
