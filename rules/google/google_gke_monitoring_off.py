"""Nobody is warned when the cluster runs out of memory, disk or nodes.

Metrics of the system go to Cloud Monitoring by default and cost nothing. Switched off, alerts have
nothing to watch.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Remove monitoring_service and the empty list of monitoring_config.enable_components.",
    aliases=("CKV_GCP_8", "AVD-GCP-0052"),
    cwe=778,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/observability",),
    bad=(
        """
resource "google_container_cluster" "main" {
  monitoring_service = "none"  # here
}
""",
        """
resource "google_container_cluster" "main" {
  monitoring_config {
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
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]
  }
}
""",
        """
resource "google_container_cluster" "main" {
  monitoring_service = "monitoring.googleapis.com/kubernetes"
}
""",
    ),
)
def check(cluster):
    if cluster.get("monitoring_service", default="monitoring.googleapis.com/kubernetes") == "none":
        yield cluster.fail("monitoring_service", "monitoring is switched off")
    for config in cluster.each("monitoring_config"):
        if config.get("enable_components", default=["SYSTEM_COMPONENTS"]) == []:
            yield config.fail("enable_components", "monitoring is switched off")
