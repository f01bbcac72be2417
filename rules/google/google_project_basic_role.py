"""Owner and editor of a project may change nearly everything in it, viewer may read it all.

The basic roles are from the time before IAM had finer ones: editor alone comprises thousands of
permissions over every service. Predefined or custom roles give what a job takes.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types, is_basic_role


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
  members = ["user:ann@example.com", "user:bob@example.com"]
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
        # Google makes its own APIs' agent an editor, and creates nothing without it.
        if is_basic_role(grant.role) and not grant.is_google_apis_agent():
            yield grant.binding.fail("role", f"{grant.role} is a basic role")
