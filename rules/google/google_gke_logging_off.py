"""What happens in this cluster is recorded nowhere outside of it.

Logs of the control plane, the nodes and the workloads go to Cloud Logging by default. Switched
off, they are gone with the pods, which an intruder deletes first.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix="Remove logging_service, and name SYSTEM_COMPONENTS and WORKLOADS in logging_config.",
    aliases=("CKV_GCP_1", "AVD-GCP-0060"),
    cwe=778,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/about-logs",),
    bad=(
        """
resource "google_container_cluster" "main" {
  logging_service = "none"  # here
}
""",
        """
resource "google_container_cluster" "main" {
  logging_config {
    enable_components = []  # here
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
  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS"]
  }
}
""",
        """
resource "google_container_cluster" "main" {
  logging_service = "logging.googleapis.com/kubernetes"
}
""",
    ),
)
def check(cluster):
    if cluster.get("logging_service", default="logging.googleapis.com/kubernetes") == "none":
        yield cluster.fail("logging_service", "logging is switched off")
    for config in cluster.each("logging_config"):
        if config.get("enable_components", default=["SYSTEM_COMPONENTS"]) == []:
            yield config.fail("enable_components", "logging is switched off")
