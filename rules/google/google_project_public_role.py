"""Everyone on the internet has a role on this whole project, folder or organization.

Google refuses allUsers here for some roles only; allAuthenticatedUsers is everybody with any Google
account, a private Gmail address included.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("project", "folder", "organization", "billing_account"),
    severity=CRITICAL,
    fix="Grant the role to the groups or service accounts that need it.",
    related_ids=("CKV_GCP_113",),
    cwe=732,
    references=("https://cloud.google.com/iam/docs/principals-overview",),
    bad=(
        """
resource "google_project_iam_member" "all" {
  project = "p"
  role    = "roles/browser"
  member  = "allAuthenticatedUsers"  # here
}
""",
        """
resource "google_organization_iam_policy" "all" {
  org_id = "1"
  policy_data = jsonencode({ # here
    bindings = [{ role = "roles/browser", members = ["allUsers"] }]
  })
}
""",
    ),
    good=(
        """
resource "google_project_iam_member" "all" {
  project = "p"
  role    = "roles/browser"
  member  = "domain:example.com"
}
""",
        """
resource "google_folder_iam_binding" "all" {
  folder  = "folders/1"
  role    = "roles/browser"
  members = ["group:all-users@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
