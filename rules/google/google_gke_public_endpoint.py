"""The control plane has an address on the internet, which authorised networks have to protect.

With enable_private_endpoint it is reached from the VPC only, so that administrators come through a
VPN or bastion. The DNS endpoint alone, with IAM in front, does without any address too.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Set private_cluster_config.enable_private_endpoint = true.",
    related_ids=("CKV_GCP_25",),
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
    enable_private_nodes    = true
    enable_private_endpoint = false  # here
  }
}
""",
    ),
    good=(
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
    if not cluster.get("control_plane_endpoints_config.ip_endpoints_config.enabled", default=True):
        return
    if not cluster.get("private_cluster_config.enable_private_endpoint", default=False):
        yield cluster.fail(
            "private_cluster_config.enable_private_endpoint", "the endpoint is on the internet"
        )
