"""Who reaches this cluster may say that he is any of its users, and Hadoop believes it.

Without Kerberos the name a client gives is not proven. A cluster of one job and one team, alone in
its subnet, can do without.
"""

from scanner import LOW, rule


@rule(
    on="google_dataproc_cluster",
    severity=LOW,
    fix="Add security_config.kerberos_config with enable_kerberos = true.",
    cwe=287,
    references=("https://cloud.google.com/dataproc/docs/concepts/configuring-clusters/security",),
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
    security_config {
      kerberos_config {
        enable_kerberos                 = true
        kms_key_uri                     = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
        root_principal_password_uri = "gs://b/p.encrypted"
      }
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
    place = "cluster_config.security_config.kerberos_config.enable_kerberos"
    if not cluster.get(place, default=False):
        yield cluster.fail(place, "names of users are not proven")
