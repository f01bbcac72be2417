"""A page of any site may call this API from its visitor's browser and read the answer.

That is right for public data that is only read. Where callers write, or sign in, name the origins
of your own sites.
"""

from scanner import MEDIUM, rule

_READING = ("GET", "HEAD", "OPTIONS")


@rule(
    on="aws_apigatewayv2_api",
    severity=MEDIUM,
    fix="Name the origins that may call the API in allow_origins.",
    cwe=942,
    references=("https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",),
    bad=(
        """
resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = ["*"]  # here
    allow_methods = ["GET", "POST"]
  }
}
""",
    ),
    good=(
        """
resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = ["https://shop.example.com"]
    allow_methods = ["GET", "POST"]
  }
}
""",
        """
resource "aws_apigatewayv2_api" "prices" {
  name          = "prices"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = ["*"]
    allow_methods = ["GET", "OPTIONS"]
  }
}
""",
    ),
)
def check(api):
    for cors in api.each("cors_configuration"):
        if not any(method.value not in _READING for method in cors.each("allow_methods")):
            continue
        for origin in cors.each("allow_origins"):
            if origin.value in ("*", "https://*", "http://*"):
                yield origin.fail(message="any site may call the API from a browser")
