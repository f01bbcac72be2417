"""A role on the whole project lets its member become every service account of the project.

Service Account User and Token Creator belong on the one account that somebody has to act as. On the
project they hold for every account, those with more rights than the member's own included.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types

_ROLES = (
    "roles/iam.serviceAccountUser",
    "roles/iam.serviceAccountTokenCreator",
    "roles/iam.serviceAccountOpenIdTokenCreator",
    "roles/iam.workloadIdentityUser",
)


@rule(
    on=iam_types("project"),
    severity=HIGH,
    fix="Grant the role with google_service_account_iam_member on the one account.",
    aliases=("CKV_GCP_41",),
    related_ids=("CKV_GCP_49",),
    cwe=269,
    references=("https://cloud.google.com/iam/docs/service-account-permissions",),
    bad=(
        """
resource "google_project_iam_member" "dev" {
  project = "p"
  role    = "roles/iam.serviceAccountTokenCreator"  # here
  member  = "group:dev@example.com"
}
""",
        """
resource "google_project_iam_binding" "dev" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"  # here
  members = ["user:ann@example.com"]
}
""",
    ),
    good=(
        """
resource "google_service_account_iam_member" "dev" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:dev@example.com"
}
""",
        """
resource "google_project_iam_member" "agent" {
  project = "p"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:service-123@gcp-sa-pubsub.iam.gserviceaccount.com"
}
""",
        """
resource "google_project_iam_member" "viewer" {
  project = "p"
  role    = "roles/iam.serviceAccountViewer"
  member  = "group:dev@example.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.role in _ROLES and not grant.is_service_agent():
            yield grant.binding.fail("role", f"{grant.role} holds for every account of the project")
