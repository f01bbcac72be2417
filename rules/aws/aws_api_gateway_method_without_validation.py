"""Whatever a caller sends reaches the backend: the gateway checks neither parameters nor the body.

A request validator refuses what lacks a parameter or does not fit the model before it costs an
invocation. Backends that validate for themselves do not depend on it.
"""

from scanner import LOW, rule


@rule(
    on="aws_api_gateway_method",
    severity=LOW,
    fix="Set request_validator_id, with models or required parameters.",
    related_ids=("CKV2_AWS_53",),
    cwe=20,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
    ),
    bad=(
        """
resource "aws_api_gateway_method" "order" {  # here
  rest_api_id   = "a1b2c3"
  resource_id   = "d4"
  http_method   = "POST"
  authorization = "AWS_IAM"
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_method" "order" {
  rest_api_id          = "a1b2c3"
  resource_id          = "d4"
  http_method          = "POST"
  authorization        = "AWS_IAM"
  request_validator_id = "e5"
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
    ),
)
def check(method):
    if method.get("http_method") == "OPTIONS":
        return
    if not method.get("request_validator_id", default=""):
        yield method.fail("request_validator_id", "requests are not validated")
