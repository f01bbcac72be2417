"""Passwords cross the internet in clear text to a service of this firewall.

FTP, Telnet, rsh, POP3, IMAP and LDAP without TLS send what is typed as it is, for everybody on the
way to read. Rules that open every port, or a range with SSH's in it, are other rules'.
"""

from scanner import HIGH, rule
from scanner.shapes import GOOGLE_FIREWALLS, ingress

_PORTS = (20, 21, 23, 110, 143, 389, 512, 513, 514)


@rule(
    on=GOOGLE_FIREWALLS,
    severity=HIGH,
    fix="Use the protocol's form with TLS (SFTP, SSH, IMAPS, LDAPS) and close the port.",
    related_ids=("CKV_GCP_75", "CKV_GCP_77"),
    cwe=319,
    references=("https://cloud.google.com/firewall/docs/firewalls",),
    bad=(
        """
resource "google_compute_firewall" "ftp" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["21"]
  }
}
""",
        """
resource "google_compute_firewall" "both" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["22", "20-21"]
  }
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "ftp" {
  network       = "main"
  source_ranges = ["203.0.113.0/24"]
  allow {
    protocol = "tcp"
    ports    = ["21"]
  }
}
""",
        """
resource "google_compute_firewall" "mail" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["993", "995"]
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
resource "google_compute_firewall" "range" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["20-25"]
  }
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers_apart(_PORTS, (22,)):
            for network in opening.worlds():
                yield network.fail(message=f"the internet reaches {opening.describe()}")
