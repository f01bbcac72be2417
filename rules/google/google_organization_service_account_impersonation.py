"""A role on the organization lets its member become any service account of the company.

Among the accounts of all projects is always one that may do everything somewhere. Roles that act as
accounts, make their keys or change them are never needed on the organization as a whole.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_grants, iam_types

_ROLES = (
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountKeyAdmin",
    "roles/iam.serviceAccountTokenCreator",
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityUser",
)


@rule(
    on=iam_types("organization"),
    severity=CRITICAL,
    fix="Grant the role on the one service account that it is for.",
    related_ids=("CKV_GCP_45",),
    cwe=269,
    references=("https://cloud.google.com/iam/docs/service-account-permissions",),
    bad=(
        """
resource "google_organization_iam_binding" "dev" {
  org_id  = "1"
  role    = "roles/iam.serviceAccountKeyAdmin"  # here
  members = ["group:dev@example.com"]
}
""",
    ),
    good=(
        """
resource "google_organization_iam_binding" "dev" {
  org_id  = "1"
  role    = "roles/iam.securityReviewer"
  members = ["group:dev@example.com"]
}
""",
        """
resource "google_organization_iam_member" "agent" {
  org_id = "1"
  role   = "roles/iam.serviceAccountUser"
  member = "serviceAccount:service-org-1@security-center-api.iam.gserviceaccount.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.role in _ROLES and not grant.is_service_agent():
            yield grant.binding.fail("role", f"{grant.role} holds for the whole organization")
