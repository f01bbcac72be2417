"""Anyone on the internet can read, and with some roles write, every object of this bucket.

allUsers is everybody without any login, allAuthenticatedUsers everybody with a Google account, of
whatever company. A site for the public is better served by a load balancer with Cloud CDN in front
of a private bucket.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("storage_bucket", "storage_managed_folder"),
    severity=CRITICAL,
    fix="Grant the role to the users, groups or service accounts that need it.",
    aliases=("CKV_GCP_28", "AVD-GCP-0001"),
    cwe=732,
    references=("https://cloud.google.com/storage/docs/access-control/making-data-public",),
    bad=(
        """
resource "google_storage_bucket_iam_member" "site" {
  bucket = "site"
  role   = "roles/storage.objectViewer"
  member = "allUsers"  # here
}
""",
        """
resource "google_storage_bucket_iam_binding" "site" {
  bucket = "site"
  role   = "roles/storage.objectViewer"
  members = [
    "user:ann@example.com",
    "allAuthenticatedUsers",  # here
  ]
}
""",
        """
data "google_iam_policy" "site" {
  binding {
    role    = "roles/storage.objectAdmin"
    members = ["allUsers"]
  }
}

resource "google_storage_bucket_iam_policy" "site" {
  bucket      = "site"
  policy_data = data.google_iam_policy.site.policy_data  # here
}
""",
    ),
    good=(
        """
resource "google_storage_bucket_iam_member" "data" {
  bucket = "data"
  role   = "roles/storage.objectViewer"
  member = "group:readers@example.com"
}
""",
        """
resource "google_storage_bucket_iam_member" "data" {
  bucket = "data"
  role   = "roles/storage.objectViewer"
  member = "domain:example.com"
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
