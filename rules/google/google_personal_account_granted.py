"""A private account has rights here that no company can take back or protect.

An address at gmail.com or googlemail.com is outside of your directory: it stays when its owner
leaves, and nobody can demand a second factor of it.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import iam_grants, iam_types, matches

_PRIVATE = re.compile(r"(?i)\Auser:[^@]+@(?:gmail|googlemail)\.com\Z")


@rule(
    on=iam_types("project", "folder", "organization", "billing_account", "storage_bucket"),
    severity=MEDIUM,
    fix="Grant the role to the person's account in your own directory, best through a group.",
    cwe=284,
    references=("https://cloud.google.com/architecture/identity/overview-google-authentication",),
    bad=(
        """
resource "google_project_iam_member" "ann" {
  project = "p"
  role    = "roles/viewer"
  member  = "user:ann.example@gmail.com"  # here
}
""",
    ),
    good=(
        """
resource "google_service_account" "app" {
  account_id = "app"
}

resource "google_project_iam_member" "app" {
  project = "p"
  role    = "roles/run.viewer"
  member  = google_service_account.app.member
}
""",
        """
resource "google_project_iam_member" "ann" {
  project = "p"
  role    = "roles/run.viewer"
  member  = "user:ann@example.com"
}
""",
        """
resource "google_project_iam_member" "g" {
  project = "p"
  role    = "roles/run.viewer"
  member  = "group:gmail.com@example.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if not grant.is_made_here() and matches(_PRIVATE, grant.member.value):
            yield grant.member.fail(message="a private account has a role")
