"""A program that is taken over hands its intruder the administration of the project.

A service account is used by software, unattended. With owner, editor or an administrator's role
one flaw in that software is enough to change everything that the role covers.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types, is_unattended_admin


@rule(
    on=iam_types("project"),
    severity=HIGH,
    fix="Grant the account the narrower roles that its work takes.",
    aliases=("CKV_GCP_42",),
    cwe=250,
    references=("https://cloud.google.com/iam/docs/best-practices-service-accounts",),
    bad=(
        """
resource "google_project_iam_member" "app" {
  project = "p"
  role    = "roles/storage.admin"  # here
  member  = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
data "google_iam_policy" "p" {
  binding {
    role    = "roles/resourcemanager.projectIamAdmin"
    members = ["serviceAccount:123-compute@developer.gserviceaccount.com"]
  }
}

resource "google_project_iam_policy" "p" {
  project     = "p"
  policy_data = data.google_iam_policy.p.policy_data  # here
}
""",
    ),
    good=(
        """
resource "google_project_iam_member" "app" {
  project = "p"
  role    = "roles/storage.objectUser"
  member  = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_project_iam_member" "ops" {
  project = "p"
  role    = "roles/storage.admin"
  member  = "group:ops@example.com"
}
""",
        """
resource "google_project_iam_member" "agent" {
  project = "p"
  role    = "roles/compute.networkAdmin"
  member  = "serviceAccount:service-123@gcp-sa-datamigration.iam.gserviceaccount.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if is_unattended_admin(grant):
            yield grant.binding.fail("role", f"a service account has {grant.role}")
