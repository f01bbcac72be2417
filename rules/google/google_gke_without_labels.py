"""Nobody can tell from the bill or the inventory whose cluster this is.

Labels say the owner, the environment and the cost centre, which an incident needs at once.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Add resource_labels.",
    aliases=("CKV_GCP_21", "AVD-GCP-0051"),
    cwe=1059,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/creating-managing-labels",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  resource_labels = {}  # here
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  resource_labels = {
    team = "shop"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
  resource_labels  = { team = "shop" }
}
""",
    ),
)
def check(cluster):
    if not any(True for _ in cluster.entries("resource_labels")):
        yield cluster.fail("resource_labels", "the cluster has no labels")
