"""The list of networks that may reach the control plane contains the whole internet.

An authorised network of 0.0.0.0/0 looks like a restriction and is none. It is often left over from
a test.
"""

from scanner import HIGH, rule


@rule(
    on="google_container_cluster",
    severity=HIGH,
    fix="Replace 0.0.0.0/0 by the networks that administer the cluster.",
    aliases=("CKV_GCP_18", "AVD-GCP-0053"),
    cwe=284,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation",),
    bad=(
        """
resource "google_container_cluster" "main" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "203.0.113.0/24"
    }
    cidr_blocks {
      cidr_block = "0.0.0.0/0"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "203.0.113.0/24"
    }
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
    for block in cluster.each("master_authorized_networks_config.cidr_blocks"):
        if block.get("cidr_block", default="") in ("0.0.0.0/0", "::/0"):
            yield block.fail("cidr_block", "the whole internet may reach the control plane")
