"""Requests go on from the gateway to the backend over the internet in plain text.

The caller sees HTTPS and trusts it, but tokens and data can be read and changed on the second half
of the way. A backend behind a VPC link is reached inside of AWS's network and is not judged.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_api_gateway_integration", "aws_apigatewayv2_integration"),
    severity=HIGH,
    fix="Use an https address, or a VPC link to the backend.",
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html",
    ),
    bad=(
        """
resource "aws_api_gateway_integration" "backend" {
  rest_api_id = "a1b2c3"
  resource_id = "d4"
  http_method = "GET"
  type        = "HTTP_PROXY"
  uri         = "http://backend.example.com/"  # here
}
""",
        """
resource "aws_apigatewayv2_integration" "backend" {
  api_id             = "a1b2c3"
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "http://backend.example.com/"  # here
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_integration" "backend" {
  rest_api_id = "a1b2c3"
  resource_id = "d4"
  http_method = "GET"
  type        = "HTTP_PROXY"
  uri         = "https://backend.example.com/"
}
""",
        """
resource "aws_api_gateway_integration" "inner" {
  rest_api_id     = "a1b2c3"
  resource_id     = "d4"
  http_method     = "GET"
  type            = "HTTP_PROXY"
  connection_type = "VPC_LINK"
  connection_id   = "e5"
  uri             = "http://inner.example.com/"
}
""",
        """
resource "aws_apigatewayv2_integration" "function" {
  api_id           = "a1b2c3"
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.orders.invoke_arn
}

resource "aws_lambda_function" "orders" {}
""",
    ),
)
def check(integration):
    old = integration.type == "aws_api_gateway_integration"
    kind, address = ("type", "uri") if old else ("integration_type", "integration_uri")
    if integration.get(kind) not in ("HTTP", "HTTP_PROXY"):
        return
    plain = integration.get(address, default="").startswith("http://")
    if plain and integration.get("connection_type", default="INTERNET") != "VPC_LINK":
        yield integration.fail(address, "the backend is called over plain HTTP")
