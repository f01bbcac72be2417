"""The service acts as an account that the whole project shares.

Without an account of its own it runs as Compute Engine's default one, which was editor of the
project for years. One flaw in the program is then one in everything.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import has_own_account, matches

_DEFAULT = re.compile(r"\A(?:[0-9]+-compute@developer\.gserviceaccount\.com|)\Z")


@rule(
    on=(
        "google_cloud_run_service",
        "google_cloud_run_v2_service",
        "google_cloud_run_v2_job",
    ),
    severity=MEDIUM,
    fix="Make a service account for it and name it in the template.",
    cwe=250,
    references=("https://cloud.google.com/run/docs/securing/service-identity",),
    bad=(
        """
resource "google_cloud_run_v2_service" "api" {
  template { # here
    containers {
      image = "api"
    }
  }
}
""",
        """
resource "google_cloud_run_service" "api" {
  template {
    spec {
      service_account_name = "1-compute@developer.gserviceaccount.com"  # here
    }
  }
}
""",
        """
resource "google_cloud_run_v2_job" "nightly" {
  template {
    template {  # here
      max_retries = 1
    }
  }
}
""",
    ),
    good=(
        """
resource "google_service_account" "api" {
  account_id = "api"
}

resource "google_cloud_run_v2_service" "api" {
  template {
    service_account = google_service_account.api.email
  }
}
""",
        """
resource "google_cloud_run_service" "api" {
  template {
    spec {
      service_account_name = "api@p.iam.gserviceaccount.com"
    }
  }
}
""",
    ),
)
def check(service):
    place = _ACCOUNT[service.type]
    if has_own_account(service, place):
        return
    if matches(_DEFAULT, service.get(place, default="")):
        yield service.fail(place, "the service runs as the default service account")


_ACCOUNT = {
    "google_cloud_run_service": "template.spec.service_account_name",
    "google_cloud_run_v2_service": "template.service_account",
    "google_cloud_run_v2_job": "template.template.service_account",
}
