"""The function acts as an account that the whole project shares.

Without an account of its own a function runs as App Engine's or Compute Engine's default one,
which was editor of the project for years.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import has_own_account, matches

_DEFAULT = re.compile(
    r"\A(?:[0-9]+-compute@developer\.gserviceaccount\.com|[^@]+@appspot\.gserviceaccount\.com|)\Z"
)


@rule(
    on=("google_cloudfunctions_function", "google_cloudfunctions2_function"),
    severity=MEDIUM,
    fix="Make a service account for it and set service_account_email.",
    cwe=250,
    references=("https://cloud.google.com/functions/docs/securing/function-identity",),
    bad=(
        """
resource "google_cloudfunctions_function" "hook" {  # here
  name = "hook"
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  service_config {
    service_account_email = "1-compute@developer.gserviceaccount.com"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_service_account" "hook" {
  account_id = "hook"
}

resource "google_cloudfunctions2_function" "hook" {
  service_config {
    service_account_email = google_service_account.hook.email
  }
}
""",
        """
resource "google_cloudfunctions_function" "hook" {
  service_account_email = "hook@p.iam.gserviceaccount.com"
}
""",
    ),
)
def check(function):
    place = "service_account_email"
    if function.type == "google_cloudfunctions2_function":
        place = "service_config.service_account_email"
    if has_own_account(function, place):
        return
    if matches(_DEFAULT, function.get(place, default="")):
        yield function.fail(place, "the function runs as a default service account")
