"""Every pod can read the node's credentials from the metadata server.

With mode GCE_METADATA a pod gets the access token of the node's service account and the key with
which the kubelet joined the cluster. GKE_METADATA, the default with Workload Identity Federation,
keeps them from it.
"""

from scanner import HIGH, rule
from scanner.shapes import NODES, node_configs


@rule(
    on=NODES,
    severity=HIGH,
    fix='Set workload_metadata_config.mode = "GKE_METADATA".',
    related_ids=("CKV_GCP_69", "AVD-GCP-0057"),
    cwe=200,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/protecting-cluster-metadata",
    ),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    workload_metadata_config {
      mode = "GCE_METADATA"  # here
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
    workload_metadata_config {
      mode = "GKE_METADATA"
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
    for config in node_configs(nodes):
        if config.get("workload_metadata_config.mode", default="GKE_METADATA") != "GKE_METADATA":
            yield config.fail("workload_metadata_config.mode", "pods may read the node's metadata")
