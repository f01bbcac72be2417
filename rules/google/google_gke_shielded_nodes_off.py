"""A machine that somebody else controls can pretend to be a node and ask for its secrets.

Shielded GKE nodes prove by their vTPM that they are the machines they say. They are on by default
and cost nothing.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix="Remove enable_shielded_nodes = false.",
    aliases=("CKV_GCP_71", "AVD-GCP-0055"),
    cwe=693,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes",),
    bad=(
        """
resource "google_container_cluster" "main" {
  enable_shielded_nodes = false  # here
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
  enable_shielded_nodes = true
}
""",
    ),
)
def check(cluster):
    if not cluster.get("enable_shielded_nodes", default=True):
        yield cluster.fail("enable_shielded_nodes", "shielded nodes are switched off")
