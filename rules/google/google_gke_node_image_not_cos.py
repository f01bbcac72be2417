"""The nodes run a general system with more programs on it than containers need.

Container-Optimized OS has a locked root file system, few packages and updates by Google. Ubuntu is
for drivers and file systems that it lacks; Windows for Windows containers.
"""

import re

from scanner import LOW, rule
from scanner.shapes import NODES, matches, node_configs

_UBUNTU = re.compile(r"(?i)\Aubuntu")


@rule(
    on=NODES,
    severity=LOW,
    fix="Remove image_type, or set it to COS_CONTAINERD.",
    related_ids=("CKV_GCP_22", "AVD-GCP-0054"),
    cwe=1104,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/node-images",),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    image_type = "UBUNTU_CONTAINERD"  # here
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
  node_config {
    image_type = "cos_containerd"
  }
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    image_type = "WINDOWS_LTSC_CONTAINERD"
  }
}
""",
    ),
)
def check(nodes):
    for config in node_configs(nodes):
        if matches(_UBUNTU, config.get("image_type", default="COS_CONTAINERD")):
            yield config.fail("image_type", "the nodes do not run Container-Optimized OS")
