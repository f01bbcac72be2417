"""Owner and editor of a project may change nearly everything in it, viewer may read it all.

The basic roles are from the time before IAM had finer ones: editor alone comprises thousands of
permissions over every service. Predefined or custom roles give what a job takes. Of a service
account that is owner or editor another rule says so.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types, is_basic_role, is_unattended_admin


@rule(
    on=iam_types("project"),
    severity=HIGH,
    fix="Grant the predefined roles that the member's work takes.",
    aliases=("CKV_GCP_117",),
    cwe=250,
    references=("https://cloud.google.com/iam/docs/roles-overview#basic",),
    bad=(
        """
resource "google_project_iam_member" "dev" {
  project = "p"
  role    = "roles/editor"  # here
  member  = "group:dev@example.com"
}
""",
        """
resource "google_project_iam_binding" "dev" {
  project = "p"
  role    = "roles/owner"  # here
  members = ["serviceAccount:app@p.iam.gserviceaccount.com", "user:bob@example.com"]
}
""",
        """
resource "google_project_iam_member" "app" {
  project = "p"
  role    = "roles/viewer"  # here
  member  = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
data "google_iam_policy" "p" {
  binding {
    role    = "roles/viewer"
    members = ["group:dev@example.com"]
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
resource "google_project_iam_member" "dev" {
  project = "p"
  role    = "roles/run.developer"
  member  = "group:dev@example.com"
}
""",
        """
resource "google_project_iam_member" "agent" {
  project = "p"
  role    = "roles/editor"
  member  = "serviceAccount:123@cloudservices.gserviceaccount.com"
}
""",
        """
resource "google_project_iam_member" "app" {
  project = "p"
  role    = "roles/editor"
  member  = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_project_iam_member" "custom" {
  project = "p"
  role    = "projects/p/roles/editor"
  member  = "group:dev@example.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if not is_basic_role(grant.role) or is_unattended_admin(grant):
            continue
        # Google makes its own APIs' agent an editor, and creates nothing without it.
        if not grant.is_google_apis_agent():
            yield grant.binding.fail("role", f"{grant.role} is a basic role")
