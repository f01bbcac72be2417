"""Anyone on the internet can read this secret.

A role on a secret for allUsers or allAuthenticatedUsers publishes it: it has to be replaced, not
only hidden again.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("secret_manager_secret", "secret_manager_regional_secret"),
    severity=CRITICAL,
    fix="Grant roles/secretmanager.secretAccessor to the service accounts that use the secret.",
    cwe=732,
    references=("https://cloud.google.com/secret-manager/docs/access-control",),
    bad=(
        """
resource "google_secret_manager_secret_iam_member" "all" {
  secret_id = "db"
  role   = "roles/secretmanager.secretAccessor"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_secret_manager_secret_iam_member" "app" {
  secret_id = "db"
  role   = "roles/secretmanager.secretAccessor"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_secret_manager_secret_iam_binding" "team" {
  secret_id = "db"
  role    = "roles/secretmanager.secretAccessor"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
