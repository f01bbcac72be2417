"""Whole requests and answers go into the logs, with every password and personal detail in them.

Data tracing is meant for debugging: it writes bodies and headers to CloudWatch, where more people
can read them, for longer, than the data itself allows.
"""

from scanner import HIGH, rule

_SETTINGS = {
    "aws_api_gateway_method_settings": ("settings",),
    "aws_apigatewayv2_stage": ("default_route_settings", "route_settings"),
}


@rule(
    on=("aws_api_gateway_method_settings", "aws_apigatewayv2_stage"),
    severity=HIGH,
    fix="Set data_trace_enabled = false.",
    aliases=("CKV_AWS_276",),
    cwe=532,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
    ),
    bad=(
        """
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    logging_level      = "INFO"
    data_trace_enabled = true  # here
  }
}
""",
        """
resource "aws_apigatewayv2_stage" "live" {
  api_id = "a1b2c3"
  name   = "live"
  default_route_settings {
    data_trace_enabled = false
  }
  route_settings {
    route_key          = "sendmessage"
    data_trace_enabled = true  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    logging_level = "ERROR"
  }
}
""",
        """
resource "aws_apigatewayv2_stage" "live" {
  api_id = "a1b2c3"
  name   = "live"
  default_route_settings {
    data_trace_enabled = false
  }
}
""",
    ),
)
def check(stage):
    for name in _SETTINGS[stage.type]:
        for settings in stage.each(name):
            if settings.get("data_trace_enabled", default=False):
                yield settings.fail("data_trace_enabled", "requests and answers are logged whole")
