"""A role on a folder lets its member become the service accounts of every project below.

Roles that act as service accounts, or that may change them, are inherited by every project of the
folder, so that one member reaches the rights of all the accounts in them.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types

_ROLES = (
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountKeyAdmin",
    "roles/iam.serviceAccountTokenCreator",
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityUser",
)


@rule(
    on=iam_types("folder"),
    severity=HIGH,
    fix="Grant the role on the one service account that it is for.",
    related_ids=("CKV_GCP_44",),
    cwe=269,
    references=("https://cloud.google.com/iam/docs/service-account-permissions",),
    bad=(
        """
resource "google_folder_iam_member" "dev" {
  folder = "folders/1"
  role   = "roles/iam.serviceAccountUser"  # here
  member = "group:dev@example.com"
}
""",
    ),
    good=(
        """
resource "google_folder_iam_member" "dev" {
  folder = "folders/1"
  role   = "roles/iam.serviceAccountViewer"
  member = "group:dev@example.com"
}
""",
        """
resource "google_folder_iam_binding" "agent" {
  folder  = "folders/1"
  role    = "roles/iam.serviceAccountTokenCreator"
  members = ["serviceAccount:service-123@gcp-sa-pubsub.iam.gserviceaccount.com"]
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.role in _ROLES and not grant.is_service_agent():
            yield grant.binding.fail("role", f"{grant.role} holds for every project of the folder")
