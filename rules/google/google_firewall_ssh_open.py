"""The whole internet can try to log in by SSH.

Scanners find port 22 within minutes and never stop guessing. Identity-Aware Proxy's TCP forwarding
lets people in with their Google account from 35.235.240.0/20, without any open port. Rules that
open every port are another rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import GOOGLE_FIREWALLS, ingress, opens_every_port


@rule(
    on=GOOGLE_FIREWALLS,
    severity=HIGH,
    fix="Allow port 22 from 35.235.240.0/20 (Identity-Aware Proxy) or your own networks only.",
    aliases=("CKV_GCP_2",),
    related_ids=("AVD-GCP-0027",),
    cwe=284,
    references=("https://cloud.google.com/iap/docs/using-tcp-forwarding",),
    bad=(
        """
resource "google_compute_firewall" "ssh" {
  network       = "main"
  source_ranges = ["10.0.0.0/8", "0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["20-25"]
  }
}
""",
        """
resource "google_compute_network_firewall_policy_rule" "ssh" {
  firewall_policy = "main"
  direction       = "INGRESS"
  action          = "allow"
  priority        = 100
  match {
    src_ip_ranges = ["::/0"]  # here
    layer4_configs {
      ip_protocol = "tcp"
      ports       = ["22"]
    }
  }
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "iap" {
  network       = "main"
  source_ranges = ["35.235.240.0/20"]
  allow {
    protocol = "tcp"
    ports    = ["22"]
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
    protocol = "all"
  }
}
""",
        """
resource "google_compute_firewall" "off" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  disabled      = true
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers(22) and not opens_every_port(opening):
            for network in opening.worlds():
                yield network.fail(message="the internet reaches SSH")
