"""Pods of this cluster act in Google Cloud as their node does, or with keys in secrets.

Workload Identity Federation gives each Kubernetes service account an identity of its own, without
any key. Autopilot always has it.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix='Add workload_identity_config with workload_pool = "PROJECT.svc.id.goog".',
    cwe=250,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",),
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
  workload_identity_config {
    workload_pool = "p.svc.id.goog"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
}
""",
    ),
)
def check(cluster):
    if cluster.get("enable_autopilot", default=False):
        return
    if not cluster.is_set("workload_identity_config.workload_pool"):
        yield cluster.fail("workload_identity_config", "pods have no identity of their own")
