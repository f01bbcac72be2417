"""A basic role on a folder is one on every project in it, those of tomorrow included.

Owner and editor of a folder may change, and viewer may read, nearly everything below it. A folder
holds projects of several teams, none of which can take the role away again.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_grants, iam_types, is_basic_role


@rule(
    on=iam_types("folder"),
    severity=HIGH,
    fix="Grant predefined roles, on the projects that they are for.",
    aliases=("CKV_GCP_116",),
    cwe=250,
    references=("https://cloud.google.com/iam/docs/roles-overview#basic",),
    bad=(
        """
resource "google_folder_iam_member" "dev" {
  folder = "folders/1"
  role   = "roles/editor"  # here
  member = "group:dev@example.com"
}
""",
        """
resource "google_folder_iam_binding" "dev" {
  folder  = "folders/1"
  role    = "roles/viewer"  # here
  members = ["group:dev@example.com"]
}
""",
    ),
    good=(
        """
resource "google_folder_iam_member" "dev" {
  folder = "folders/1"
  role   = "roles/resourcemanager.folderViewer"
  member = "group:dev@example.com"
}
""",
        """
resource "google_folder_iam_policy" "dev" {
  folder = "folders/1"
  policy_data = jsonencode({
    bindings = [{ role = "roles/browser", members = ["group:dev@example.com"] }]
  })
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if is_basic_role(grant.role):
            yield grant.binding.fail("role", f"{grant.role} is a basic role")
