"""Every identity of this workload identity pool, of any repository or cluster, can use the account.

A member principalSet://.../workloadIdentityPools/POOL/* names all that the pool's providers let in.
A provider for GitHub lets in every repository there is, if no condition of its own narrows it.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types, matches, text_ends

_ALL = re.compile(r"\AprincipalSet://iam\.googleapis\.com/.*/workloadIdentityPools/")


@rule(
    on=iam_types("service_account", "project"),
    severity=HIGH,
    fix="Name the attribute or subject: .../POOL/attribute.repository/OWNER/NAME.",
    cwe=284,
    references=(
        "https://cloud.google.com/iam/docs/workload-identity-federation#mapping",
        "https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation",
    ),
    bad=(
        """
resource "google_service_account_iam_member" "ci" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  # here
  member = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/*"
}
""",
    ),
    good=(
        """
resource "google_project_iam_member" "staff" {
  project = "p"
  role    = "roles/run.viewer"
  member  = "principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*"
}
""",
        """
resource "google_service_account" "ci" {
  account_id = "ci"
}

resource "google_project_iam_member" "ci" {
  project = "p"
  role    = "roles/run.developer"
  member  = "serviceAccount:${google_service_account.ci.email}"
}
""",
        """
locals {
  pool = "iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci"
}

resource "google_service_account_iam_member" "ci" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://${local.pool}/attribute.repository/example/shop"
}
""",
        """
resource "google_service_account_iam_member" "ci" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:p.svc.id.goog[ci/runner]"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.is_made_here():
            continue
        member = grant.member.value
        if text_ends(member, "/*") and matches(_ALL, member):
            yield grant.member.fail(message="every identity of the pool has the role")
