"""One wrong plan deletes this cluster with everything that runs in it.

Terraform refuses to delete a cluster unless deletion_protection is false. Set so for the cluster
of today, it is so for the mistake of tomorrow.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix="Remove deletion_protection = false.",
    cwe=693,
    references=(
        "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster#deletion_protection-1",
    ),
    bad=(
        """
resource "google_container_cluster" "main" {
  deletion_protection = false  # here
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
  deletion_protection = true
}
""",
    ),
)
def check(cluster):
    if not cluster.get("deletion_protection", default=True):
        yield cluster.fail("deletion_protection", "the cluster can be deleted at any time")
