"""The cluster issues a certificate that logs in for years and cannot be revoked.

A client certificate of the control plane has the rights of its name until it expires; only a new
certificate authority ends it. Google identities log in with short tokens.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix="Set issue_client_certificate = false.",
    related_ids=("CKV_GCP_13", "AVD-GCP-0064"),
    cwe=295,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#restrict_authn_methods",
    ),
    bad=(
        """
resource "google_container_cluster" "main" {
  master_auth {
    client_certificate_config {
      issue_client_certificate = true  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }
}
""",
    ),
)
def check(cluster):
    place = "master_auth.client_certificate_config.issue_client_certificate"
    if cluster.get(place, default=False):
        yield cluster.fail(place, "a client certificate is issued")
