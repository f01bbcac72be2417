"""Every node of this cluster has an address on the internet.

A node port, a host port or a flaw in the kubelet is then reached from everywhere that the firewall
lets in. Private nodes go out through Cloud NAT and are reached through load balancers.
"""

from scanner import HIGH, rule


@rule(
    on="google_container_cluster",
    severity=HIGH,
    fix="Set private_cluster_config.enable_private_nodes = true.",
    aliases=("AVD-GCP-0059",),
    related_ids=("CKV_GCP_64",),
    cwe=284,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  private_cluster_config {
    enable_private_nodes = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  private_cluster_config {
    enable_private_nodes = true
  }
}
""",
        """
resource "google_container_cluster" "main" {
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
  }
}
""",
    ),
)
def check(cluster):
    if not cluster.get("private_cluster_config.enable_private_nodes", default=False):
        yield cluster.fail(
            "private_cluster_config.enable_private_nodes", "the nodes have public addresses"
        )
