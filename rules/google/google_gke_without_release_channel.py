"""The cluster keeps its version until somebody upgrades it, or Google does when support ends.

A release channel brings tested versions and their security fixes in time. UNSPECIFIED takes the
cluster out of the one that new clusters are in.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix="Set release_channel.channel to REGULAR or STABLE.",
    related_ids=("CKV_GCP_70",),
    cwe=1104,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels",),
    bad=(
        """
resource "google_container_cluster" "main" {
  release_channel {
    channel = "UNSPECIFIED"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  release_channel {
    channel = "STABLE"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  location = "europe-west1"
}
""",
    ),
)
def check(cluster):
    if cluster.get("release_channel.channel", default="REGULAR") == "UNSPECIFIED":
        yield cluster.fail("release_channel.channel", "the cluster is in no release channel")
