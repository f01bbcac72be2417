"""The model answers from an address that the whole internet can reach.

IAM still decides who may ask it. An endpoint in a VPC network, or behind Private Service Connect,
is reached by your own machines alone.
"""

from scanner import LOW, rule


@rule(
    on="google_vertex_ai_endpoint",
    severity=LOW,
    fix="Set network, or private_service_connect_config.",
    related_ids=("CKV2_GCP_33",),
    cwe=284,
    references=("https://cloud.google.com/vertex-ai/docs/predictions/choose-endpoint-type",),
    bad=(
        """
resource "google_vertex_ai_endpoint" "e" {  # here
  location = "europe-west1"
}
""",
    ),
    good=(
        """
resource "google_vertex_ai_endpoint" "e" {
  network = "projects/1/global/networks/main"
}
""",
        """
resource "google_vertex_ai_endpoint" "e" {
  private_service_connect_config {
    enable_private_service_connect = true
  }
}
""",
    ),
)
def check(endpoint):
    if endpoint.is_set("network"):
        return
    place = "private_service_connect_config.enable_private_service_connect"
    if not endpoint.get(place, default=False):
        yield endpoint.fail("network", "the endpoint is on the internet")
