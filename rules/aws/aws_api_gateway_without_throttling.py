"""One caller can use up the account's whole request quota and take every other API down with it.

Without a limit of its own a stage shares the 10,000 requests a second that an account has in a
region. Set what the backend can bear, for all methods of the stage or by a usage plan.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=("aws_api_gateway_stage", "aws_apigatewayv2_stage"),
    severity=LOW,
    fix="Set throttling_rate_limit and throttling_burst_limit for every method of the stage.",
    cwe=770,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
    ),
    bad=(
        """
resource "aws_apigatewayv2_stage" "live" {  # here
  api_id = "a1b2c3"
  name   = "live"
}
""",
        """
resource "aws_api_gateway_stage" "live" {  # here
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_api_gateway_method_settings" "other" {
  rest_api_id = "a1b2c3"
  stage_name  = "test"
  method_path = "*/*"
  settings {
    throttling_rate_limit = 10
  }
}

resource "aws_api_gateway_method_settings" "one" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "orders/GET"
  settings {
    throttling_rate_limit = 10
  }
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    throttling_rate_limit = -1
  }
}

resource "aws_api_gateway_usage_plan" "metered" {
  name = "metered"
  api_stages {
    api_id = "a1b2c3"
    stage  = "live"
  }
}

resource "aws_api_gateway_usage_plan" "test" {
  name = "test"
  api_stages {
    api_id = "a1b2c3"
    stage  = "test"
  }
  throttle_settings {
    rate_limit = 50
  }
}
""",
    ),
    good=(
        """
resource "aws_apigatewayv2_stage" "live" {
  api_id = "a1b2c3"
  name   = "live"
  default_route_settings {
    throttling_burst_limit = 200
    throttling_rate_limit  = 100
  }
}
""",
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"
  settings {
    throttling_burst_limit = 200
    throttling_rate_limit  = 100
  }
}
""",
        """
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d4"
  stage_name    = "live"
}

resource "aws_api_gateway_usage_plan" "partners" {
  name = "partners"
  api_stages {
    api_id = "a1b2c3"
    stage  = aws_api_gateway_stage.live.stage_name
  }
  throttle_settings {
    rate_limit = 50
  }
}
""",
    ),
)
def check(stage):
    if stage.type == "aws_apigatewayv2_stage":
        # The provider records 0, and takes it, for no limit.
        rate = stage.get("default_route_settings.throttling_rate_limit", default=0)
        if quantity(rate, 0) <= 0:
            yield stage.fail("default_route_settings", "requests are not throttled")
        return
    name = stage.get("stage_name", default="")
    for methods in stage.beside("aws_api_gateway_method_settings"):
        rate = methods.get("settings.throttling_rate_limit", default=-1)
        everything = methods.get("method_path") == "*/*" and methods.get("stage_name") == name
        if everything and quantity(rate, -1) >= 0:
            return
    for plan in stage.beside("aws_api_gateway_usage_plan"):
        limited = plan.is_set("throttle_settings.rate_limit")
        if limited and any(one.get("stage") == name for one in plan.each("api_stages")):
            return
    yield stage.fail(message="requests are not throttled")
