"""A basic role on the organization is the run of the whole company's cloud.

Whoever holds roles/owner or roles/editor here may change every project of every department, and a
viewer reads all their data that the role covers.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_grants, iam_types, is_basic_role


@rule(
    on=iam_types("organization"),
    severity=CRITICAL,
    fix="Grant roles/resourcemanager.organizationAdmin or a narrower role to a small group.",
    aliases=("CKV_GCP_115",),
    cwe=250,
    references=("https://cloud.google.com/iam/docs/roles-overview#basic",),
    bad=(
        """
resource "google_organization_iam_member" "ops" {
  org_id = "1"
  role   = "roles/owner"  # here
  member = "group:ops@example.com"
}
""",
    ),
    good=(
        """
resource "google_organization_iam_member" "ops" {
  org_id = "1"
  role   = "roles/resourcemanager.organizationViewer"
  member = "group:ops@example.com"
}
""",
        """
resource "google_organization_iam_binding" "custom" {
  org_id  = "1"
  role    = "organizations/1/roles/owner"
  members = ["group:ops@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if is_basic_role(grant.role):
            yield grant.binding.fail("role", f"{grant.role} is a basic role")
