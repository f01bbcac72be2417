"""Nothing filters attacks and floods before they reach this API.

A web ACL stops known exploits and limits the rate of single addresses. Teams that put a CloudFront
distribution with its own web ACL in front do not need a second one here.
"""

from scanner import LOW, rule


@rule(
    on="aws_api_gateway_stage",
    severity=LOW,
    fix="Associate a web ACL with the stage by aws_wafv2_web_acl_association.",
    aliases=("CKV2_AWS_29",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
    ),
    bad=(
        """
resource "aws_api_gateway_stage" "live" {  # here
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_wafv2_web_acl_association" "lb" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/1"
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/main/1"
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_wafv2_web_acl_association" "api" {
  resource_arn = aws_api_gateway_stage.live.arn
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/main/1"
}
""",
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_wafregional_web_acl_association" "api" {
  resource_arn = aws_api_gateway_stage.live.arn
  web_acl_id   = "1"
}
""",
    ),
)
def check(stage):
    kinds = ("aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association")
    if not any(stage.related(kind, "resource_arn") for kind in kinds):
        yield stage.fail(message="no web ACL protects the stage")
