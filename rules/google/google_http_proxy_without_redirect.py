"""A load balancer serves this site in clear text, for everybody on the way to read and change.

A proxy for HTTP should do nothing but send browsers to HTTPS, by a URL map whose
default_url_redirect has https_redirect.
"""

from scanner import MEDIUM, rule


@rule(
    on=("google_compute_url_map", "google_compute_region_url_map"),
    severity=MEDIUM,
    fix="Use a URL map with default_url_redirect { https_redirect = true } for the HTTP proxy.",
    related_ids=("CKV2_GCP_37", "CKV2_GCP_38"),
    cwe=319,
    references=(
        "https://cloud.google.com/load-balancing/docs/https/setting-up-http-https-redirect",
    ),
    bad=(
        """
resource "google_compute_url_map" "web" {
  default_service = "web"
}

resource "google_compute_target_http_proxy" "web" {
  url_map = google_compute_url_map.web.id  # here
}
""",
        """
resource "google_compute_region_url_map" "web" {
  default_service = "web"
}

resource "google_compute_region_target_http_proxy" "web" {
  url_map = google_compute_region_url_map.web.id  # here
}
""",
    ),
    good=(
        """
resource "google_compute_url_map" "web" {
  default_url_redirect {
    https_redirect = true
    strip_query    = false
  }
}

resource "google_compute_target_http_proxy" "web" {
  url_map = google_compute_url_map.web.id
}
""",
        """
resource "google_compute_url_map" "web" {
  default_service = "web"
}

resource "google_compute_target_https_proxy" "web" {
  url_map = google_compute_url_map.web.id
}
""",
    ),
)
def check(url_map):
    if url_map.get("default_url_redirect.https_redirect", default=False):
        return
    prefix = url_map.type.removesuffix("url_map")
    for proxy in url_map.related(f"{prefix}target_http_proxy", "url_map"):
        yield proxy.fail("url_map", "the site is served without TLS")
