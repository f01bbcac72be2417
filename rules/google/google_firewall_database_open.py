"""The whole internet reaches a database, with nothing but its password in between.

MySQL, PostgreSQL, SQL Server, Oracle, MongoDB, Redis, Elasticsearch, Cassandra and Memcached are
looked for by scanners and by extortionists. Rules that open every port, or a range with ports of
management in it, are other rules'.
"""

from scanner import CRITICAL, rule
from scanner.shapes import GOOGLE_FIREWALLS, MANAGEMENT_PORTS, ingress

_PORTS = (1433, 1521, 3306, 5432, 6379, 7000, 9042, 9200, 9300, 11211, 27017)


@rule(
    on=GOOGLE_FIREWALLS,
    severity=CRITICAL,
    fix="Allow the port from the subnets of the applications only.",
    related_ids=("CKV_GCP_88", "AVD-GCP-0027"),
    cwe=284,
    references=("https://cloud.google.com/firewall/docs/firewalls",),
    bad=(
        """
resource "google_compute_firewall" "db" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["443", "5432"]
  }
}
""",
        """
resource "google_compute_firewall" "both" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]  # here
  allow {
    protocol = "tcp"
    ports    = ["2375", "9000-9100"]
  }
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "db" {
  network       = "main"
  source_ranges = ["10.8.0.0/14"]
  allow {
    protocol = "tcp"
    ports    = ["5432"]
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
  allow {
    protocol = "icmp"
  }
}
""",
        """
resource "google_compute_firewall" "range" {
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["5000-6000"]
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
        if opening.covers_apart(_PORTS, MANAGEMENT_PORTS):
            for network in opening.worlds():
                yield network.fail(message=f"the internet reaches {opening.describe()}")
