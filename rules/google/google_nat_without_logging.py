"""Which machine opened a connection to the internet cannot be told afterwards.

All machines behind Cloud NAT share its addresses, so that a complaint about one of them names
nobody. Its log gives the machine for each connection, at a cost by volume.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_router_nat",
    severity=LOW,
    fix="Add log_config with enable = true.",
    cwe=778,
    references=("https://cloud.google.com/nat/docs/monitoring",),
    bad=(
        """
resource "google_compute_router_nat" "nat" {  # here
  router = "main"
}
""",
        """
resource "google_compute_router_nat" "nat" {
  log_config {
    enable = false  # here
    filter = "ALL"
  }
}
""",
    ),
    good=(
        """
resource "google_compute_router_nat" "nat" {
  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}
""",
        """
resource "google_compute_router_nat" "nat" {
  type = "PRIVATE"
  log_config {
    enable = true
    filter = "ALL"
  }
}
""",
    ),
)
def check(nat):
    if not nat.get("log_config.enable", default=False):
        yield nat.fail("log_config.enable", "translations are not logged")
