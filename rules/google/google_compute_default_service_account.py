"""Everything on this machine acts as an account that the whole project shares.

Without an email the machine runs as Compute Engine's default service account, which projects
created before May 2024 made an editor. A machine without a service_account block has no account
at all, which is fine.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES, has_own_account, matches

_DEFAULT = re.compile(r"\A(?:default|[0-9]+-compute@developer\.gserviceaccount\.com|)\Z")


@rule(
    on=MACHINES,
    severity=MEDIUM,
    fix="Make a service account for the machine and name it in service_account.email.",
    aliases=("CKV_GCP_30", "AVD-GCP-0044"),
    cwe=250,
    references=("https://cloud.google.com/compute/docs/access/service-accounts",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  service_account {  # here
    scopes = ["storage-ro"]
  }
}
""",
        """
resource "google_compute_instance_template" "vm" {
  service_account {
    email  = "123456-compute@developer.gserviceaccount.com"  # here
    scopes = ["cloud-platform"]
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
        'resource "google_compute_instance" "vm" { name = "vm" }',
        """
resource "google_compute_instance" "vm" {
  service_account {
    email  = "vm@p.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
""",
    ),
)
def check(machine):
    if has_own_account(machine, "service_account.email"):
        return
    for account in machine.each("service_account"):
        if matches(_DEFAULT, account.get("email", default="")):
            yield account.fail("email", "the machine runs as the default service account")
