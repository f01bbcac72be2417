"""An alpha cluster gets no security fixes and is deleted after thirty days.

It has every unfinished feature of Kubernetes on, which is for trying them, with nothing in it that
matters.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_container_cluster",
    severity=MEDIUM,
    fix="Remove enable_kubernetes_alpha.",
    aliases=("CKV2_GCP_19",),
    cwe=1104,
    references=("https://cloud.google.com/kubernetes-engine/docs/concepts/alpha-clusters",),
    bad=(
        """
resource "google_container_cluster" "main" {
  enable_kubernetes_alpha = true  # here
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
  enable_kubernetes_alpha = false
}
""",
    ),
)
def check(cluster):
    if cluster.get("enable_kubernetes_alpha", default=False):
        yield cluster.fail("enable_kubernetes_alpha", "it is an alpha cluster")
