"""The whole internet can try to log in by Remote Desktop, the way most ransomware comes in.

Weak passwords and flaws of the protocol are tried against port 3389 everywhere, all the time.
Identity-Aware Proxy forwards it without any open port. Rules that open every port are another
rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import GOOGLE_FIREWALLS, ingress, opens_every_port


@rule(
    on=GOOGLE_FIREWALLS,
    severity=HIGH,
    fix="Allow port 3389 from 35.235.240.0/20 (Identity-Aware Proxy) or your own networks only.",
    aliases=("CKV_GCP_3",),
    related_ids=("AVD-GCP-0027",),
    cwe=284,
    references=("https://cloud.google.com/iap/docs/using-tcp-forwarding",),
    bad=(
        """
resource "google_compute_firewall" "rdp" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "rdp" {
  network       = "main"
  source_ranges = ["35.235.240.0/20"]
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
""",
        """
resource "google_compute_firewall" "out" {
  network            = "main"
  direction          = "EGRESS"
  destination_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
""",
        """
resource "google_compute_firewall" "web" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
""",
        """
resource "google_compute_firewall" "everything" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
  }
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers(3389) and not opens_every_port(opening):
            for network in opening.worlds():
                yield network.fail(message="the internet reaches Remote Desktop")
