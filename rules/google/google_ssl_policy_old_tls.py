"""This policy lets clients use TLS 1.0 or 1.1, whose weaknesses are known and used.

Left out, min_tls_version is TLS 1.0. Every browser since 2014 and every maintained library speaks
TLS 1.2. The profile RESTRICTED allows nothing below it whatever the minimum says.
"""

from scanner import MEDIUM, rule


@rule(
    on=("google_compute_ssl_policy", "google_compute_region_ssl_policy"),
    severity=MEDIUM,
    fix='Set min_tls_version = "TLS_1_2".',
    aliases=("AVD-GCP-0039",),
    related_ids=("CKV_GCP_4",),
    cwe=326,
    references=("https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",),
    bad=(
        """
resource "google_compute_ssl_policy" "p" {  # here
  profile = "MODERN"
}
""",
        """
resource "google_compute_ssl_policy" "p" {
  min_tls_version = "TLS_1_1"  # here
}
""",
    ),
    good=(
        """
resource "google_compute_ssl_policy" "p" {
  min_tls_version = "TLS_1_2"
}
""",
        """
resource "google_compute_ssl_policy" "p" {
  profile = "RESTRICTED"
}
""",
        """
resource "google_compute_region_ssl_policy" "p" {
  min_tls_version = "TLS_1_3"
  profile         = "RESTRICTED"
}
""",
    ),
)
def check(policy):
    if policy.get("profile", default="COMPATIBLE") == "RESTRICTED":
        return
    if policy.get("min_tls_version", default="TLS_1_0") in ("TLS_1_0", "TLS_1_1"):
        yield policy.fail("min_tls_version", "TLS below 1.2 is allowed")
