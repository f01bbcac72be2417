"""Anyone on the internet can act as this service account.

The role that is granted here is about the account itself: to become it, to make keys of it or to
change it. Whoever becomes it has all of its rights everywhere.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("service_account"),
    severity=CRITICAL,
    fix="Grant the role to the principals that have to act as the account.",
    related_ids=("CKV_GCP_113",),
    cwe=732,
    references=("https://cloud.google.com/iam/docs/service-account-permissions",),
    bad=(
        """
resource "google_service_account_iam_member" "all" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_service_account_iam_member" "app" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:p.svc.id.goog[shop/api]"
}
""",
        """
resource "google_service_account_iam_binding" "app" {
  service_account_id = "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  members            = ["group:deployers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
