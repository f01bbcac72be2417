"""The machine has an address on the internet; only the firewall keeps strangers out.

One rule too wide or one service too many is then enough. A load balancer, Cloud NAT for what goes
out, and Identity-Aware Proxy for administrators need no such address.
"""

from scanner import HIGH, rule
from scanner.shapes import MACHINES


@rule(
    on=MACHINES,
    severity=HIGH,
    fix="Remove access_config and ipv6_access_config from the network_interface.",
    aliases=("CKV_GCP_40", "AVD-GCP-0031"),
    cwe=284,
    references=("https://cloud.google.com/compute/docs/ip-addresses",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  network_interface {
    network = "main"
    access_config {}  # here
  }
}
""",
        """
resource "google_compute_instance_template" "vm" {
  network_interface {
    network    = "main"
    stack_type = "IPV4_IPV6"
    ipv6_access_config {  # here
      network_tier = "PREMIUM"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  network_interface {
    subnetwork = "main"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  network_interface {
    network    = "main"
    network_ip = "10.0.0.4"
    alias_ip_range {
      ip_cidr_range = "/24"
    }
  }
}
""",
    ),
)
def check(machine):
    for interface in machine.each("network_interface"):
        for kind in ("access_config", "ipv6_access_config"):
            for address in interface.each(kind):
                yield address.fail(message="the machine has a public address")
