"""A slow or failing request cannot be followed from this stage to the services behind it.

X-Ray shows for a sample of requests where the time went and what failed. Where another tracer does
the same, it is not needed.
"""

from scanner import LOW, rule


@rule(
    on="aws_api_gateway_stage",
    severity=LOW,
    fix="Set xray_tracing_enabled = true.",
    aliases=("CKV_AWS_73", "AVD-AWS-0003"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html",
    ),
    bad=(
        """
resource "aws_api_gateway_stage" "live" {  # here
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}
""",
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id          = "a1b2c3"
  deployment_id        = "d4"
  stage_name           = "live"
  xray_tracing_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id          = "a1b2c3"
  deployment_id        = "d4"
  stage_name           = "live"
  xray_tracing_enabled = true
}
""",
        """
variable "tracing" { default = "true" }

resource "aws_api_gateway_stage" "live" {
  rest_api_id          = "a1b2c3"
  deployment_id        = "d4"
  stage_name           = "live"
  xray_tracing_enabled = var.tracing
}
""",
    ),
)
def check(stage):
    if not stage.get("xray_tracing_enabled", default=False):
        yield stage.fail("xray_tracing_enabled", "requests are not traced")
