"""Whoever is known to this cluster may do nearly everything in it, whatever RBAC says.

Attribute-based access control of the first Kubernetes versions gives every service account and
authenticated user wide rights, on top of their roles. It is off by default.
"""

from scanner import HIGH, rule


@rule(
    on="google_container_cluster",
    severity=HIGH,
    fix="Remove enable_legacy_abac.",
    aliases=("CKV_GCP_7", "AVD-GCP-0062"),
    cwe=269,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#leave_abac_disabled",
    ),
    bad=(
        """
resource "google_container_cluster" "main" {
  enable_legacy_abac = true  # here
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
  enable_legacy_abac = false
}
""",
    ),
)
def check(cluster):
    if cluster.get("enable_legacy_abac", default=False):
        yield cluster.fail("enable_legacy_abac", "legacy authorisation is on")
