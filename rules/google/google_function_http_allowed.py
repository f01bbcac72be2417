"""Callers of this function may send their data, and their tokens, in clear text.

SECURE_ALWAYS sends whoever comes by http to https. Only functions of the first generation have the
choice.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_cloudfunctions_function",
    severity=MEDIUM,
    fix='Set https_trigger_security_level = "SECURE_ALWAYS".',
    aliases=("CKV2_GCP_10",),
    cwe=319,
    references=(
        "https://cloud.google.com/functions/docs/writing/write-http-functions#security_levels",
    ),
    bad=(
        """
resource "google_cloudfunctions_function" "hook" {  # here
  trigger_http = true
}
""",
        """
resource "google_cloudfunctions_function" "hook" {
  trigger_http                 = true
  https_trigger_security_level = "SECURE_OPTIONAL"  # here
}
""",
    ),
    good=(
        """
resource "google_cloudfunctions_function" "hook" {
  trigger_http                 = true
  https_trigger_security_level = "SECURE_ALWAYS"
}
""",
        """
resource "google_cloudfunctions_function" "hook" {
  event_trigger {
    event_type = "google.pubsub.topic.publish"
    resource   = "orders"
  }
}
""",
    ),
)
def check(function):
    if not function.get("trigger_http", default=False):
        return
    place = "https_trigger_security_level"
    if function.get(place, default="SECURE_OPTIONAL") != "SECURE_ALWAYS":
        yield function.fail(place, "calls without TLS are taken")
