"""Traffic between pods of one node passes unseen by flow logs and firewall rules.

With intranode visibility every packet goes through the VPC, at some cost in logs and latency.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Set enable_intranode_visibility = true.",
    related_ids=("CKV_GCP_61",),
    cwe=778,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/intranode-visibility",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  enable_intranode_visibility = false  # here
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  enable_intranode_visibility = true
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
    if not cluster.get("enable_intranode_visibility", default=False):
        yield cluster.fail("enable_intranode_visibility", "traffic inside of a node is not seen")
