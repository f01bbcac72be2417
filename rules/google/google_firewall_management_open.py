"""The whole internet reaches an interface that administers machines or clusters.

Docker's and the kubelet's API, etcd, WinRM, VNC, SMB and Kibana give control over a machine, some
of them without any login by default. Rules that open every port are another rule's.
"""

from scanner import CRITICAL, rule
from scanner.shapes import GOOGLE_FIREWALLS, MANAGEMENT_PORTS, ingress, opens_every_port


@rule(
    on=GOOGLE_FIREWALLS,
    severity=CRITICAL,
    fix="Allow the port from your own networks or through Identity-Aware Proxy only.",
    related_ids=("AVD-GCP-0027",),
    cwe=284,
    references=("https://cloud.google.com/firewall/docs/firewalls",),
    bad=(
        """
resource "google_compute_firewall" "docker" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["2375"]
  }
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "docker" {
  network       = "main"
  source_ranges = ["10.0.0.0/8"]
  allow {
    protocol = "tcp"
    ports    = ["2375"]
  }
}
""",
        """
resource "google_compute_firewall" "web" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["80", "443"]
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
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers(*MANAGEMENT_PORTS) and not opens_every_port(opening):
            for network in opening.worlds():
                yield network.fail(message=f"the internet reaches {opening.describe()}")
