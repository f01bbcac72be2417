"""The gateway takes any certificate of the backend, also that of somebody who sits between.

With the verification off a forged certificate goes through, and requests with their tokens can be
read and changed. Give the backend a certificate of a public authority or a private one of ACM.
"""

from scanner import HIGH, rule


@rule(
    on="aws_api_gateway_integration",
    severity=HIGH,
    fix="Remove insecure_skip_verification.",
    cwe=295,
    references=("https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html",),
    bad=(
        """
resource "aws_api_gateway_integration" "backend" {
  rest_api_id = "a1b2c3"
  resource_id = "d4"
  http_method = "GET"
  type        = "HTTP_PROXY"
  uri         = "https://backend.example.com/"
  tls_config {
    insecure_skip_verification = true  # here
  }
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
resource "aws_api_gateway_integration" "backend" {
  rest_api_id = "a1b2c3"
  resource_id = "d4"
  http_method = "GET"
  type        = "HTTP_PROXY"
  uri         = "https://backend.example.com/"
  tls_config {
    insecure_skip_verification = false
  }
}
""",
    ),
)
def check(integration):
    if integration.get("tls_config.insecure_skip_verification", default=False):
        yield integration.fail(
            "tls_config.insecure_skip_verification", "the backend's certificate is not checked"
        )
