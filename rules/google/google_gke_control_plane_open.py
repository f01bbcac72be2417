"""Anyone on the internet can talk to the control plane of this cluster.

Without authorised networks the Kubernetes API answers every address, and a stolen token or a flaw
in the API server is enough from anywhere. A private endpoint, or the DNS endpoint alone, which
asks for IAM first, are as good.
"""

from scanner import HIGH, rule


@rule(
    on="google_container_cluster",
    severity=HIGH,
    fix="Add master_authorized_networks_config with the networks that administer the cluster.",
    related_ids=("CKV_GCP_20", "AVD-GCP-0061"),
    cwe=284,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
  private_cluster_config {
    enable_private_nodes = true
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "203.0.113.0/24"
    }
  }
}
""",
        """
resource "google_container_cluster" "main" {
  master_authorized_networks_config {}
}
""",
        """
resource "google_container_cluster" "main" {
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
  }
}
""",
        """
resource "google_container_cluster" "main" {
  control_plane_endpoints_config {
    ip_endpoints_config {
      enabled = false
    }
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("private_cluster_config.enable_private_endpoint", default=False):
        return
    if not cluster.get("control_plane_endpoints_config.ip_endpoints_config.enabled", default=True):
        return
    if not any(True for _ in cluster.each("master_authorized_networks_config")):
        yield cluster.fail(
            "master_authorized_networks_config", "the control plane answers the whole internet"
        )
