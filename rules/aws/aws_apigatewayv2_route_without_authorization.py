"""Anyone on the internet may call this route: no authorizer looks at the request.

HTTP APIs have no resource policy, so nothing else decides who comes in. Of a WebSocket API only
$connect can be authorized, and OPTIONS answers a browser's preflight request: other WebSocket
routes and OPTIONS are not judged.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import matches

_CALLED = re.compile(r"\A(?:(?!OPTIONS )[A-Z]+ /|\$connect\Z)")


@rule(
    on="aws_apigatewayv2_route",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Set authorization_type to JWT, AWS_IAM or CUSTOM, with an authorizer_id.",
    related_ids=("CKV_AWS_309",),
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html",
    ),
    bad=(
        """
resource "aws_apigatewayv2_route" "orders" {  # here
  api_id    = "a1b2c3"
  route_key = "GET /orders"
}
""",
        """
resource "aws_apigatewayv2_route" "connect" {
  api_id             = "a1b2c3"
  route_key          = "$connect"
  authorization_type = "NONE"  # here
}
""",
    ),
    good=(
        """
resource "aws_apigatewayv2_route" "orders" {
  api_id             = "a1b2c3"
  route_key          = "ANY /orders"
  authorization_type = "JWT"
  authorizer_id      = "d4"
}
""",
        """
resource "aws_apigatewayv2_route" "preflight" {
  api_id    = "a1b2c3"
  route_key = "OPTIONS /orders"
}
""",
        """
resource "aws_apigatewayv2_route" "message" {
  api_id    = "a1b2c3"
  route_key = "sendmessage"
}
""",
        """
resource "aws_apigatewayv2_route" "connect" {
  api_id           = "a1b2c3"
  route_key        = "$connect"
  api_key_required = true
}
""",
    ),
)
def check(route):
    if route.get("authorization_type", default="NONE") != "NONE":
        return
    if not route.get("api_key_required", default=False) and matches(
        _CALLED, route.get("route_key")
    ):
        yield route.fail("authorization_type", "anyone may call the route")
