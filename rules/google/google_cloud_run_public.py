"""Anyone on the internet can call this service without any login.

roles/run.invoker for allUsers is right for a public site, whose program then does its own logins;
for anything else it leaves the door open. Name public services in a waiver.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("cloud_run_service", "cloud_run_v2_service", "cloud_run_v2_job"),
    severity=HIGH,
    fix="Grant roles/run.invoker to the service accounts or groups that call it.",
    aliases=("CKV_GCP_102",),
    cwe=732,
    references=("https://cloud.google.com/run/docs/authenticating/public",),
    bad=(
        """
resource "google_cloud_run_service_iam_member" "all" {
  service = "api"
  role    = "roles/run.invoker"
  member  = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_cloud_run_service_iam_member" "app" {
  service = "api"
  role    = "roles/run.invoker"
  member  = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_cloud_run_service_iam_binding" "team" {
  service = "api"
  role    = "roles/run.invoker"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
