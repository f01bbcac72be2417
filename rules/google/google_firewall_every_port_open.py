"""The whole internet reaches every port of the machines behind this firewall rule.

Whatever listens there, by mistake or for a minute, is found and tried at once. It makes no
difference whether the ports are left out or spelled 0-65535.
"""

from scanner import CRITICAL, rule
from scanner.shapes import GOOGLE_FIREWALLS, ingress, opens_every_port


@rule(
    on=GOOGLE_FIREWALLS,
    severity=CRITICAL,
    fix="Allow the ports that are served, from the networks that need them.",
    related_ids=(
        "CKV2_GCP_12",
        "AVD-GCP-0027",
    ),
    cwe=284,
    references=("https://cloud.google.com/firewall/docs/firewalls",),
    bad=(
        """
resource "google_compute_firewall" "all" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "all"
  }
}
""",
        """
resource "google_compute_firewall" "all" {
  network       = "main"
  source_ranges = ["::/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["0-65535"]
  }
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "internal" {
  network       = "main"
  source_ranges = ["10.0.0.0/8"]
  allow {
    protocol = "all"
  }
}
""",
        """
resource "google_compute_firewall" "ping" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "icmp"
  }
}
""",
        """
resource "google_compute_firewall" "tagged" {
  network     = "main"
  source_tags = ["web"]
  allow {
    protocol = "tcp"
  }
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opens_every_port(opening):
            for network in opening.worlds():
                yield network.fail(message="the internet reaches every port")
