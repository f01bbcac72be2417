"""Every worker of this job has an address on the internet.

Workers read sources and write results inside of Google Cloud; with private Google access, and
Cloud NAT for what is outside, they need none.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_dataflow_job",
    severity=MEDIUM,
    fix='Set ip_configuration = "WORKER_IP_PRIVATE".',
    aliases=("CKV_GCP_94",),
    cwe=284,
    references=(
        "https://cloud.google.com/dataflow/docs/guides/routes-firewall#turn_off_external_ip_address",
    ),
    bad=(
        """
resource "google_dataflow_job" "etl" {  # here
  name = "etl"
}
""",
        """
resource "google_dataflow_job" "etl" {
  name = "etl"
  ip_configuration = "WORKER_IP_PUBLIC"  # here
}
""",
    ),
    good=(
        """
resource "google_dataflow_job" "etl" {
  name = "etl"
  ip_configuration = "WORKER_IP_PRIVATE"
}
""",
        """
resource "google_dataflow_job" "etl" {
  name = "etl"
  ip_configuration = "WORKER_IP_PRIVATE"
  subnetwork       = "regions/eu/subnetworks/etl"
}
""",
    ),
)
def check(job):
    if job.get("ip_configuration", default="WORKER_IP_PUBLIC") != "WORKER_IP_PRIVATE":
        yield job.fail("ip_configuration", "the workers have public addresses")
