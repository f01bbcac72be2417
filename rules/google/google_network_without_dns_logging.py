"""Which names the machines of this network look up is recorded nowhere.

DNS is how malware finds its masters and how data leaks past a firewall. A DNS policy with logging
writes down every query of the networks it names.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_network",
    severity=LOW,
    fix="Add google_dns_policy with enable_logging = true for the network.",
    cwe=778,
    references=("https://cloud.google.com/dns/docs/monitoring",),
    bad=(
        """
resource "google_compute_network" "main" {  # here
  name = "main"
}
""",
        """
resource "google_compute_network" "main" {  # here
  name = "main"
}

resource "google_dns_policy" "main" {
  name           = "main"
  enable_logging = false
  networks {
    network_url = google_compute_network.main.id
  }
}
""",
    ),
    good=(
        """
resource "google_compute_network" "main" {
  name = "main"
}

resource "google_dns_policy" "main" {
  name           = "main"
  enable_logging = true
  networks {
    network_url = google_compute_network.main.id
  }
}
""",
        """
resource "google_compute_subnetwork" "main" {
  network = "main"
}
""",
    ),
)
def check(network):
    policies = network.related("google_dns_policy", "networks.network_url")
    if not any(policy.get("enable_logging", default=False) for policy in policies):
        yield network.fail(message="DNS queries are not recorded")
