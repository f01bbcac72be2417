"""The kubelet tells everybody who reaches the node what runs on it, without any login.

Port 10255 serves pods, their environment's names and metrics in clear text. New clusters have it
off unless they are told otherwise.
"""

from scanner import MEDIUM, rule
from scanner.shapes import NODES, node_configs


@rule(
    on=NODES,
    severity=MEDIUM,
    fix='Set insecure_kubelet_readonly_port_enabled = "FALSE".',
    cwe=306,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port",
    ),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "TRUE"  # here
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
    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }
  }
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
}
""",
    ),
)
def check(nodes):
    place = "kubelet_config.insecure_kubelet_readonly_port_enabled"
    for config in node_configs(nodes):
        if config.get(place, default="FALSE") == "TRUE":
            yield config.fail(place, "the kubelet answers without a login")
