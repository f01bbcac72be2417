"""The machines that build, with the credentials to deploy, have addresses on the internet.

A private pool without external addresses reaches what it needs through the VPC and Cloud NAT.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_cloudbuild_worker_pool",
    severity=MEDIUM,
    fix="Set worker_config.no_external_ip = true.",
    aliases=("CKV_GCP_86",),
    cwe=284,
    references=("https://cloud.google.com/build/docs/private-pools/private-pools-overview",),
    bad=(
        """
resource "google_cloudbuild_worker_pool" "pool" {  # here
  name = "pool"
}
""",
        """
resource "google_cloudbuild_worker_pool" "pool" {
  worker_config {
    no_external_ip = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_cloudbuild_worker_pool" "pool" {
  worker_config {
    no_external_ip = true
  }
}
""",
        """
resource "google_cloudbuild_worker_pool" "pool" {
  worker_config {
    no_external_ip = true
    machine_type   = "e2-standard-4"
  }
}
""",
    ),
)
def check(pool):
    if not pool.get("worker_config.no_external_ip", default=False):
        yield pool.fail("worker_config.no_external_ip", "the machines have public addresses")
