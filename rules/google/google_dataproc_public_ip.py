"""Every machine of this cluster has an address on the internet.

Hadoop's and Spark's interfaces ask for no login, and have been taken over within hours where a
firewall rule was too wide. Clusters on GKE have no machines of their own.
"""

from scanner import HIGH, rule


@rule(
    on="google_dataproc_cluster",
    severity=HIGH,
    fix="Set gce_cluster_config.internal_ip_only = true.",
    aliases=("CKV_GCP_103",),
    cwe=284,
    references=(
        "https://cloud.google.com/dataproc/docs/concepts/configuring-clusters/network#internal-ip-only",
    ),
    bad=(
        """
resource "google_dataproc_cluster" "main" {  # here
  name = "main"
}
""",
        """
resource "google_dataproc_cluster" "main" {
  cluster_config {
    gce_cluster_config {
      internal_ip_only = false  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_dataproc_cluster" "main" {
  cluster_config {
    gce_cluster_config {
      internal_ip_only = true
    }
  }
}
""",
        """
resource "google_dataproc_cluster" "main" {
  virtual_cluster_config {
    staging_bucket = "b"
  }
}
""",
    ),
)
def check(cluster):
    if any(True for _ in cluster.each("virtual_cluster_config")):
        return
    if not cluster.get("cluster_config.gce_cluster_config.internal_ip_only", default=False):
        yield cluster.fail(
            "cluster_config.gce_cluster_config.internal_ip_only", "machines have public addresses"
        )
