"""Anyone on the internet can run this function, and the bill up with it.

The invoker's role for allUsers is right for a public webhook that checks its callers itself.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("cloudfunctions_function", "cloudfunctions2_function"),
    severity=HIGH,
    fix="Grant the invoker role to the service accounts that call it.",
    aliases=("CKV_GCP_107",),
    cwe=732,
    references=("https://cloud.google.com/functions/docs/securing/managing-access-iam",),
    bad=(
        """
resource "google_cloudfunctions_function_iam_member" "all" {
  cloud_function = "hook"
  role   = "roles/cloudfunctions.invoker"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_cloudfunctions_function_iam_member" "app" {
  cloud_function = "hook"
  role   = "roles/cloudfunctions.invoker"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_cloudfunctions_function_iam_binding" "team" {
  cloud_function = "hook"
  role    = "roles/cloudfunctions.invoker"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
