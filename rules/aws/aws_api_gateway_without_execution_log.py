"""Why a request failed inside of the gateway is written nowhere.

Execution logs show what authorizers, mappings and integrations did. An access log says that a
request failed; with the level ERROR the execution log says why.
"""

from scanner import LOW, rule


@rule(
    on="aws_api_gateway_stage",
    severity=LOW,
    fix='Add aws_api_gateway_method_settings for "*/*" with logging_level = "ERROR".',
    related_ids=("CKV2_AWS_4",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
    ),
    bad=(
        """
resource "aws_api_gateway_stage" "live" {  # here
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_api_gateway_method_settings" "test" {
  rest_api_id = "a1b2c3"
  stage_name  = "test"
  method_path = "*/*"
  settings {
    logging_level = "INFO"
  }
}

resource "aws_api_gateway_method_settings" "live" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    logging_level = "OFF"
  }
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

resource "aws_api_gateway_method_settings" "live" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    logging_level = "ERROR"
  }
}
""",
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_api_gateway_method_settings" "live" {
  rest_api_id = "a1b2c3"
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"
  settings {
    logging_level = "INFO"
  }
}
""",
    ),
)
def check(stage):
    name = stage.get("stage_name", default="")
    for methods in stage.beside("aws_api_gateway_method_settings"):
        level = methods.get("settings.logging_level", default="OFF")
        if methods.get("stage_name") == name and level in ("ERROR", "INFO"):
            return
    yield stage.fail(message="the execution of requests is not logged")
