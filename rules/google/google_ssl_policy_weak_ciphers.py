"""Without forward secrecy a key that leaks opens every recording of the past, too.

COMPATIBLE, the default profile, allows such suites for clients of another decade. A CUSTOM profile
is as good as the suites it names; those that begin with TLS_RSA have no forward secrecy.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_WEAK = re.compile(r"\ATLS_RSA_")


@rule(
    on=("google_compute_ssl_policy", "google_compute_region_ssl_policy"),
    severity=MEDIUM,
    fix='Set profile = "MODERN" or "RESTRICTED".',
    related_ids=("CKV_GCP_4",),
    cwe=327,
    references=("https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",),
    bad=(
        """
resource "google_compute_ssl_policy" "p" {  # here
  min_tls_version = "TLS_1_2"
}
""",
        """
resource "google_compute_ssl_policy" "p" {
  profile         = "CUSTOM"
  min_tls_version = "TLS_1_2"
  custom_features = ["TLS_RSA_WITH_AES_128_CBC_SHA"]  # here
}
""",
    ),
    good=(
        """
resource "google_compute_ssl_policy" "p" {
  profile = "MODERN"
}
""",
        """
resource "google_compute_ssl_policy" "p" {
  profile         = "CUSTOM"
  custom_features = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
}
""",
    ),
)
def check(policy):
    if policy.get("profile", default="COMPATIBLE") == "COMPATIBLE":
        yield policy.fail("profile", "the profile allows weak cipher suites")
    for suite in policy.each("custom_features"):
        if matches(_WEAK, suite.value):
            yield suite.fail(message="the suite has no forward secrecy")
