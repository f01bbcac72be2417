"""Nobody can tell afterwards who called this API, from where, and what it answered.

Access logs are what an abuse, an outage or a bill is explained with. They are off until a stage
names a log group or a delivery stream for them.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_api_gateway_stage", "aws_apigatewayv2_stage"),
    severity=MEDIUM,
    fix="Add access_log_settings with the ARN of a log group and a format.",
    aliases=("CKV_AWS_76", "AVD-AWS-0001"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
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
resource "aws_apigatewayv2_stage" "live" {  # here
  api_id = "a1b2c3"
  name   = "$default"
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
  access_log_settings {
    destination_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:api"
    format          = "$context.requestId $context.status"
  }
}
""",
        """
resource "aws_apigatewayv2_stage" "live" {
  api_id = "a1b2c3"
  name   = "$default"
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format          = "$context.requestId $context.status"
  }
}

resource "aws_cloudwatch_log_group" "api" {}
""",
    ),
)
def check(stage):
    if not stage.get("access_log_settings.destination_arn"):
        yield stage.fail("access_log_settings", "calls are not logged")
