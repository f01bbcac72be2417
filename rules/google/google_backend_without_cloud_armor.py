"""Nothing stands between the internet and this application when it is attacked.

A Cloud Armor policy filters known attacks, limits rates and can shut out sources at once. Internal
backends need none, and behind Identity-Aware Proxy only people whom you know get through.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_backend_service",
    severity=LOW,
    fix="Set security_policy.",
    cwe=693,
    references=("https://cloud.google.com/armor/docs/cloud-armor-overview",),
    bad=(
        """
resource "google_compute_backend_service" "web" {  # here
  name = "web"
}
""",
    ),
    good=(
        """
resource "google_compute_backend_service" "web" {
  security_policy = "web"
}
""",
        """
resource "google_compute_backend_service" "web" {
  load_balancing_scheme = "INTERNAL_MANAGED"
}
""",
        """
resource "google_compute_backend_service" "web" {
  iap {
    enabled = true
  }
}
""",
    ),
)
def check(backend):
    if backend.get("load_balancing_scheme", default="EXTERNAL") not in _EXTERNAL:
        return
    if backend.get("iap.enabled", default=False):
        return
    if not backend.is_set("security_policy"):
        yield backend.fail("security_policy", "no policy filters what comes in")


_EXTERNAL = ("EXTERNAL", "EXTERNAL_MANAGED")
