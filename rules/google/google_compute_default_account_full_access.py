"""Whoever gets onto this machine gets everything that the project's default account may do.

The scope cloud-platform lets the account use all of its roles; for the default one that was editor
of the project for years. With an account of the machine's own, the scope is what Google recommends,
since its roles decide.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import MACHINES, has_own_account, matches

_DEFAULT = re.compile(r"\A(?:default|[0-9]+-compute@developer\.gserviceaccount\.com|)\Z")
_FULL = ("cloud-platform", "https://www.googleapis.com/auth/cloud-platform")


@rule(
    on=MACHINES,
    severity=HIGH,
    fix="Use a service account of the machine's own with the roles that it needs.",
    aliases=("CKV_GCP_31",),
    cwe=250,
    references=(
        "https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice",
    ),
    bad=(
        """
resource "google_compute_instance" "vm" {
  service_account {
    scopes = ["storage-ro", "cloud-platform"]  # here
  }
}
""",
    ),
    good=(
        """
resource "google_service_account" "vm" {
  account_id = "vm"
}

resource "google_compute_instance" "vm" {
  service_account {
    email  = google_service_account.vm.email
    scopes = ["cloud-platform"]
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  service_account {
    email  = "vm@p.iam.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  service_account {
    scopes = ["storage-ro", "logging-write"]
  }
}
""",
    ),
)
def check(machine):
    if has_own_account(machine, "service_account.email"):
        return
    for account in machine.each("service_account"):
        if not matches(_DEFAULT, account.get("email", default="")):
            continue
        for scope in account.each("scopes"):
            if scope.value in _FULL:
                yield scope.fail(message="the default service account may use all of its roles")
