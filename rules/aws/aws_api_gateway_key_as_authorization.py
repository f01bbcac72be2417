"""An API key alone lets callers in, and an API key is no proof of who calls.

Keys are made for metering: they are shared by a whole client, travel in a header that gets logged,
do not expire and are good for every API of their usage plan. Add an authorizer beside the key.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_api_gateway_method", "aws_apigatewayv2_route"),
    severity=MEDIUM,
    fix="Add an authorizer or IAM authorization; keep the key for metering.",
    cwe=287,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
    ),
    bad=(
        """
resource "aws_api_gateway_method" "list" {
  rest_api_id      = "a1b2c3"
  resource_id      = "d4"
  http_method      = "GET"
  authorization    = "NONE"  # here
  api_key_required = true
}
""",
        """
resource "aws_apigatewayv2_route" "connect" {  # here
  api_id           = "a1b2c3"
  route_key        = "$connect"
  api_key_required = true
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_method" "list" {
  rest_api_id      = "a1b2c3"
  resource_id      = "d4"
  http_method      = "GET"
  authorization    = "AWS_IAM"
  api_key_required = true
}
""",
        """
resource "aws_api_gateway_method" "prices" {
  rest_api_id   = "a1b2c3"
  resource_id   = "d4"
  http_method   = "GET"
  authorization = "NONE"
}
""",
        """
resource "aws_apigatewayv2_route" "connect" {
  api_id             = "a1b2c3"
  route_key          = "$connect"
  api_key_required   = true
  authorization_type = "AWS_IAM"
}
""",
    ),
)
def check(method):
    if not method.get("api_key_required", default=False):
        return
    old = method.type == "aws_api_gateway_method"
    name = "authorization" if old else "authorization_type"
    if method.get(name, default="NONE") == "NONE":
        yield method.fail(name, "an API key is the only credential that is asked for")
