"""The load balancer still speaks TLS 1.0 and 1.1, which browsers gave up in 2020.

Without an SSL policy Google uses the profile COMPATIBLE with TLS 1.0 as its minimum. A policy with
TLS_1_2 and the profile MODERN or RESTRICTED is attached by its name.
"""

from scanner import MEDIUM, rule


@rule(
    on=(
        "google_compute_target_https_proxy",
        "google_compute_region_target_https_proxy",
        "google_compute_target_ssl_proxy",
    ),
    severity=MEDIUM,
    fix='Set ssl_policy to a google_compute_ssl_policy with min_tls_version = "TLS_1_2".',
    cwe=326,
    references=("https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",),
    bad=(
        """
resource "google_compute_target_https_proxy" "web" {  # here
  url_map = "web"
}
""",
    ),
    good=(
        """
resource "google_compute_target_https_proxy" "web" {
  url_map    = "web"
  ssl_policy = "modern"
}
""",
        """
resource "google_compute_target_ssl_proxy" "tcp" {
  backend_service = "tcp"
  ssl_policy      = google_compute_ssl_policy.modern.id
}

resource "google_compute_ssl_policy" "modern" {
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}
""",
    ),
)
def check(proxy):
    if not proxy.is_set("ssl_policy"):
        yield proxy.fail("ssl_policy", "the default policy allows TLS 1.0")
