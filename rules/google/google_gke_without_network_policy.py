"""Every pod of this cluster can talk to every other: one that is taken over reaches them all.

NetworkPolicy objects do nothing until something enforces them: Dataplane V2, which Autopilot
always has, or the older network_policy add-on.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix='Set datapath_provider = "ADVANCED_DATAPATH".',
    aliases=("AVD-GCP-0056",),
    related_ids=("CKV_GCP_12",),
    cwe=923,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  network_policy {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  datapath_provider = "ADVANCED_DATAPATH"
}
""",
        """
resource "google_container_cluster" "main" {
  network_policy {
    enabled = true
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
    if cluster.get("datapath_provider", default="LEGACY_DATAPATH") == "ADVANCED_DATAPATH":
        return
    if not cluster.get("network_policy.enabled", default=False):
        yield cluster.fail("network_policy.enabled", "nothing enforces network policies")
