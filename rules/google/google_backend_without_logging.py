"""Requests to this site leave no trace at the load balancer.

Its log tells who asked for what, which rule of Cloud Armor met, and which backend failed. Logging
is off unless it is asked for, and costs by volume. Internal load balancers that only pass packets
on, and backends of a service mesh, see no requests.
"""

from scanner import LOW, rule


@rule(
    on=("google_compute_backend_service", "google_compute_region_backend_service"),
    severity=LOW,
    fix="Add log_config with enable = true.",
    cwe=778,
    references=("https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring",),
    bad=(
        """
resource "google_compute_backend_service" "web" {  # here
  name = "web"
}
""",
        """
resource "google_compute_backend_service" "web" {
  log_config {
    enable = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_region_backend_service" "tcp" {
  name = "tcp"
}
""",
        """
resource "google_compute_backend_service" "web" {
  log_config {
    enable      = true
    sample_rate = 1
  }
}
""",
        """
resource "google_compute_backend_service" "web" {
  load_balancing_scheme = "INTERNAL_SELF_MANAGED"
}
""",
    ),
)
def check(backend):
    default = "EXTERNAL" if backend.type == "google_compute_backend_service" else "INTERNAL"
    if backend.get("load_balancing_scheme", default=default) not in _PROXIES:
        return
    if not backend.get("log_config.enable", default=False):
        yield backend.fail("log_config.enable", "requests are not logged")


_PROXIES = ("EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL_MANAGED")
