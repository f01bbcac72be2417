"""Anyone who can reach this API may call the method: it asks neither who they are nor for a key.

The internet finds an API's address quickly, and what stands behind it answers to everybody. Methods
for OPTIONS answer a browser's preflight request, which carries no credentials, and a private API is
reached from a VPC alone: neither is judged.
"""

from scanner import HIGH, MEDIUM, rule


@rule(
    on="aws_api_gateway_method",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Set authorization to AWS_IAM, COGNITO_USER_POOLS or CUSTOM.",
    aliases=("CKV_AWS_59", "AVD-AWS-0004"),
    related_ids=("CKV2_AWS_70",),
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
    ),
    bad=(
        """
resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_rest_api.orders.root_resource_id
  http_method   = "GET"
  authorization = "NONE"  # here
}
""",
        """
resource "aws_api_gateway_rest_api" "inner" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = "a1b2c3"
  resource_id   = "d4"
  http_method   = "POST"
  authorization = "NONE"  # here
}

resource "aws_api_gateway_method" "inner" {
  rest_api_id   = aws_api_gateway_rest_api.inner.id
  resource_id   = aws_api_gateway_rest_api.inner.root_resource_id
  http_method   = "OPTIONS"
  authorization = "NONE"
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_method" "list" {
  rest_api_id   = "a1b2c3"
  resource_id   = "d4"
  http_method   = "GET"
  authorization = "AWS_IAM"
}
""",
        """
resource "aws_api_gateway_method" "preflight" {
  rest_api_id   = "a1b2c3"
  resource_id   = "d4"
  http_method   = "OPTIONS"
  authorization = "NONE"
}
""",
        """
resource "aws_api_gateway_method" "metered" {
  rest_api_id      = "a1b2c3"
  resource_id      = "d4"
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}
""",
        """
resource "aws_api_gateway_rest_api" "inner" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.inner.id
  resource_id   = aws_api_gateway_rest_api.inner.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}
""",
    ),
)
def check(method):
    if method.get("authorization") != "NONE" or method.get("http_method") == "OPTIONS":
        return
    if not method.get("api_key_required", default=False) and not _is_private(method):
        yield method.fail("authorization", "anyone may call the method")


def _is_private(method):
    """Whether the method is one of a private API that is declared beside it."""
    address = method.resource.address
    for api in method.beside("aws_api_gateway_rest_api"):
        if any(kind.value == "PRIVATE" for kind in api.each("endpoint_configuration.types")):
            methods = api.related("aws_api_gateway_method", "rest_api_id")
            if any(one.resource.address == address for one in methods):
                return True
    return False
