"""Pods of this cluster have addresses that the VPC's firewall and flow logs do not know.

A routes-based cluster is the old kind: its pods cannot be named in firewall rules, it uses up the
project's routes, and private features do not work with it. New clusters are VPC-native.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix='Remove networking_mode = "ROUTES".',
    related_ids=("CKV_GCP_23", "AVD-GCP-0049"),
    cwe=923,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips",),
    bad=(
        """
resource "google_container_cluster" "main" {
  networking_mode = "ROUTES"  # here
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
  networking_mode = "VPC_NATIVE"
  ip_allocation_policy {}
}
""",
    ),
)
def check(cluster):
    if cluster.get("networking_mode", default="VPC_NATIVE") == "ROUTES":
        yield cluster.fail("networking_mode", "the cluster is not VPC-native")
