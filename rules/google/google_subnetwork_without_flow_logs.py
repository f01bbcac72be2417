"""Nobody can tell afterwards which machine talked to which address.

VPC flow logs record samples of the traffic of a subnet. Subnets of managed proxies and of Private
Service Connect cannot have them.
"""

from scanner import LOW, rule

_NO_MACHINES = (
    "GLOBAL_MANAGED_PROXY",
    "REGIONAL_MANAGED_PROXY",
    "INTERNAL_HTTPS_LOAD_BALANCER",
    "PRIVATE_SERVICE_CONNECT",
)


@rule(
    on="google_compute_subnetwork",
    severity=LOW,
    fix="Add a log_config block.",
    aliases=("CKV_GCP_26", "AVD-GCP-0029"),
    cwe=778,
    references=("https://cloud.google.com/vpc/docs/flow-logs",),
    bad=(
        """
resource "google_compute_subnetwork" "main" {  # here
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
}
""",
    ),
    good=(
        """
resource "google_compute_subnetwork" "main" {
  name          = "main"
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
  }
}
""",
        """
resource "google_compute_subnetwork" "main" {
  name          = "main"
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
  purpose = "REGIONAL_MANAGED_PROXY"
  role    = "ACTIVE"
}
""",
    ),
)
def check(subnet):
    if subnet.get("purpose", default="PRIVATE") in _NO_MACHINES:
        return
    if not any(True for _ in subnet.each("log_config")):
        yield subnet.fail("log_config", "traffic is not recorded")
