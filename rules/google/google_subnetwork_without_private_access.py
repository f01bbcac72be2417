"""Machines here need a public address, or a way through NAT, to reach Google's own services.

With private Google access they reach Cloud Storage and every other API by internal addresses
alone. It costs nothing. Subnets of managed proxies and of Private Service Connect have no
machines.
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
    fix="Set private_ip_google_access = true.",
    aliases=("CKV_GCP_74",),
    cwe=923,
    references=("https://cloud.google.com/vpc/docs/private-google-access",),
    bad=(
        """
resource "google_compute_subnetwork" "main" {  # here
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
}
""",
        """
resource "google_compute_subnetwork" "main" {
  name          = "main"
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
  private_ip_google_access = false  # here
}
""",
    ),
    good=(
        """
resource "google_compute_subnetwork" "main" {
  name          = "main"
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
  private_ip_google_access = true
}
""",
        """
resource "google_compute_subnetwork" "main" {
  name          = "main"
  ip_cidr_range = "10.0.0.0/20"
  network       = "main"
  purpose = "PRIVATE_SERVICE_CONNECT"
}
""",
    ),
)
def check(subnet):
    if subnet.get("purpose", default="PRIVATE") in _NO_MACHINES:
        return
    if not subnet.get("private_ip_google_access", default=False):
        yield subnet.fail("private_ip_google_access", "Google's services are reached from outside")
