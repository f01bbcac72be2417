"""The function answers requests from the whole internet, whoever sends them.

IAM still decides who may call it, but every caller gets as far as that. Internal traffic, or that
of a load balancer with Cloud Armor, is enough for most.
"""

from scanner import LOW, rule


@rule(
    on=("google_cloudfunctions_function", "google_cloudfunctions2_function"),
    severity=LOW,
    fix="Set ingress_settings to ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB.",
    aliases=("CKV_GCP_124",),
    cwe=284,
    references=("https://cloud.google.com/functions/docs/networking/network-settings",),
    bad=(
        """
resource "google_cloudfunctions_function" "hook" {  # here
  trigger_http = true
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  service_config {
    ingress_settings = "ALLOW_ALL"  # here
  }
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  service_config { # here
    available_memory = "256M"
  }
}
""",
    ),
    good=(
        """
resource "google_cloudfunctions_function" "hook" {
  ingress_settings = "ALLOW_INTERNAL_ONLY"
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  service_config {
    ingress_settings = "ALLOW_INTERNAL_AND_GCLB"
  }
}
""",
    ),
)
def check(function):
    place = "ingress_settings"
    if function.type == "google_cloudfunctions2_function":
        place = "service_config.ingress_settings"
    if function.get(place, default="ALLOW_ALL") == "ALLOW_ALL":
        yield function.fail(place, "the function answers the whole internet")
