"""Nobody can tell afterwards what this firewall rule let in or kept out.

Firewall rules logging records each connection that a rule allowed or denied. It costs by volume,
so that teams choose the rules that matter.
"""

from scanner import LOW, rule
from scanner.shapes import GOOGLE_FIREWALLS


@rule(
    on=GOOGLE_FIREWALLS,
    severity=LOW,
    fix="Add a log_config block, or in a policy's rule enable_logging = true.",
    cwe=778,
    references=("https://cloud.google.com/firewall/docs/firewall-rules-logging",),
    bad=(
        """
resource "google_compute_firewall" "web" {  # here
  network       = "main"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
""",
        """
resource "google_compute_network_firewall_policy_rule" "web" {  # here
  firewall_policy = "main"
  direction       = "INGRESS"
  action          = "deny"
  priority        = 100
}
""",
    ),
    good=(
        """
resource "google_compute_firewall" "web" {
  network        = "main"
  source_ranges  = ["0.0.0.0/0"]
  enable_logging = true
  allow {
    protocol = "tcp"
    ports    = ["443"]
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
  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}
""",
        """
resource "google_compute_network_firewall_policy_rule" "web" {
  firewall_policy = "main"
  direction       = "INGRESS"
  action          = "deny"
  priority        = 100
  enable_logging  = true
}
""",
        """
resource "google_compute_firewall" "off" {
  network  = "main"
  disabled = true
  allow {
    protocol = "tcp"
  }
}
""",
    ),
)
def check(firewall):
    if firewall.get("disabled", default=False):
        return
    logged = firewall.get("enable_logging", default=False)
    if firewall.type == "google_compute_firewall":
        logged = logged or firewall.is_set("log_config.metadata")
    if not logged:
        yield firewall.fail(message="connections are not logged")
