"""Cloud Run does not ask who calls this service: no role is needed to use it.

With invoker_iam_disabled IAM is not looked at, so that a list of who may call the service shows
nothing. A service that takes internal traffic only is reached by the project's own machines alone.
"""

from scanner import HIGH, rule


@rule(
    on="google_cloud_run_v2_service",
    severity=HIGH,
    fix="Remove invoker_iam_disabled.",
    cwe=306,
    references=("https://cloud.google.com/run/docs/securing/managing-access#invoker_check",),
    bad=(
        """
resource "google_cloud_run_v2_service" "api" {
  invoker_iam_disabled = true  # here
}
""",
    ),
    good=(
        """
resource "google_cloud_run_v2_service" "api" {
  location = "europe-west1"
}
""",
        """
resource "google_cloud_run_v2_service" "api" {
  ingress              = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  invoker_iam_disabled = true
}
""",
    ),
)
def check(service):
    if service.get("ingress", default="INGRESS_TRAFFIC_ALL") == "INGRESS_TRAFFIC_INTERNAL_ONLY":
        return
    if service.get("invoker_iam_disabled", default=False):
        yield service.fail("invoker_iam_disabled", "callers need no role")
