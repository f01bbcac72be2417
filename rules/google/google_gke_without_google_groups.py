"""Rights in this cluster are given to people one by one, and stay when they change teams.

Google Groups for RBAC lets role bindings name groups of the directory, whose members come and go
without touching the cluster.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Add authenticator_groups_config with your gke-security-groups group.",
    aliases=("CKV_GCP_65",),
    cwe=284,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/google-groups-rbac",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  authenticator_groups_config {
    security_group = "gke-security-groups@example.com"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
  authenticator_groups_config {
    security_group = "gke-security-groups@example.com"
  }
}
""",
    ),
)
def check(cluster):
    if not cluster.is_set("authenticator_groups_config.security_group"):
        yield cluster.fail("authenticator_groups_config", "role bindings cannot name groups")
