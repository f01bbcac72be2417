"""The service's own address on run.app answers the whole internet, around the load balancer.

Cloud Armor, Identity-Aware Proxy and logs at the load balancer are of no use for a caller who
takes the direct way. Services without a load balancer need it open.
"""

from scanner import LOW, rule


@rule(
    on="google_cloud_run_v2_service",
    severity=LOW,
    fix='Set ingress = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER".',
    cwe=284,
    references=("https://cloud.google.com/run/docs/securing/ingress",),
    bad=(
        """
resource "google_cloud_run_v2_service" "api" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_cloud_run_v2_service" "api" {
  ingress = "INGRESS_TRAFFIC_ALL"  # here
}
""",
    ),
    good=(
        """
resource "google_cloud_run_v2_service" "api" {
  ingress = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
}
""",
        """
resource "google_cloud_run_v2_service" "api" {
  ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY"
}
""",
    ),
)
def check(service):
    if service.get("ingress", default="INGRESS_TRAFFIC_ALL") == "INGRESS_TRAFFIC_ALL":
        yield service.fail("ingress", "the service answers the whole internet directly")
