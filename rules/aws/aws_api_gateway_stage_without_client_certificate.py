"""The backend cannot tell the gateway's requests from those of anyone who finds its address.

With a client certificate the gateway proves itself to an HTTP backend, which can refuse the rest.
A backend of Lambda functions or behind a VPC link needs none.
"""

from scanner import LOW, rule


@rule(
    on="aws_api_gateway_stage",
    severity=LOW,
    fix="Set client_certificate_id, and have the backend check the certificate.",
    related_ids=("CKV2_AWS_51",),
    cwe=287,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
    ),
    bad=(
        """
resource "aws_api_gateway_stage" "live" {  # here
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id           = "a1b2c3"
  deployment_id         = "d4"
  stage_name            = "live"
  client_certificate_id = "e5"
}
""",
        """
resource "aws_api_gateway_client_certificate" "live" {}

resource "aws_api_gateway_stage" "live" {
  rest_api_id           = "a1b2c3"
  deployment_id         = "d4"
  stage_name            = "live"
  client_certificate_id = aws_api_gateway_client_certificate.live.id
}
""",
    ),
)
def check(stage):
    if not stage.get("client_certificate_id", default=""):
        yield stage.fail(
            "client_certificate_id", "the gateway does not prove itself to the backend"
        )
