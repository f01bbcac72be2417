"""The disks and the staging bucket of this cluster are encrypted, but with Google's key.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. It is
chosen when the cluster is made.
"""

from scanner import LOW, rule


@rule(
    on="google_dataproc_cluster",
    severity=LOW,
    fix="Add cluster_config.encryption_config with a key.",
    aliases=("CKV_GCP_91",),
    cwe=311,
    references=(
        "https://cloud.google.com/dataproc/docs/concepts/configuring-clusters/customer-managed-encryption",
    ),
    bad=(
        """
resource "google_dataproc_cluster" "main" {  # here
  name = "main"
}
""",
    ),
    good=(
        """
resource "google_dataproc_cluster" "main" {
  cluster_config {
    encryption_config {
      kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
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
    if not cluster.is_set("cluster_config.encryption_config.kms_key_name"):
        yield cluster.fail("cluster_config.encryption_config", "there is no key of your own")
