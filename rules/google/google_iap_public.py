"""Anyone with a Google account passes the proxy that should let in only your people.

Identity-Aware Proxy asks who somebody is and then for a role. With allAuthenticatedUsers the role
is everybody's; with allUsers not even a login is asked for.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types(
        "iap_web",
        "iap_web_backend_service",
        "iap_web_region_backend_service",
        "iap_web_cloud_run_service",
        "iap_web_type_compute",
        "iap_web_type_app_engine",
        "iap_app_engine_service",
        "iap_app_engine_version",
    ),
    severity=HIGH,
    fix="Grant roles/iap.httpsResourceAccessor to a group or domain.",
    cwe=284,
    references=("https://cloud.google.com/iap/docs/managing-access",),
    bad=(
        """
resource "google_iap_web_iam_member" "all" {
  role   = "roles/iap.httpsResourceAccessor"
  member = "allAuthenticatedUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_iap_web_iam_member" "all" {
  role   = "roles/iap.httpsResourceAccessor"
  member = "domain:example.com"
}
""",
        """
resource "google_iap_web_backend_service_iam_binding" "b" {
  web_backend_service = "web"
  role                = "roles/iap.httpsResourceAccessor"
  members             = ["group:staff@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
