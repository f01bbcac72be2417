"""A page of any site can read what this function answers to its visitor's browser.

A wildcard origin is right for public data alone. Together with a wildcard method it opens every
operation of the function; name the origins of your own sites instead.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_lambda_function_url",
    severity=MEDIUM,
    fix="Name the origins that may call the function in allow_origins.",
    related_ids=("CKV2_AWS_75",),
    cwe=942,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors",),
    bad=(
        """
resource "aws_lambda_function_url" "api" {
  function_name      = "api"
  authorization_type = "AWS_IAM"
  cors {
    allow_origins = ["https://app.example.com", "*"]  # here
    allow_methods = ["*"]
  }
}
""",
        """
resource "aws_lambda_function_url" "api" {
  function_name      = "api"
  authorization_type = "AWS_IAM"
  cors {
    allow_origins = ["*"]  # here
    allow_methods = ["GET", "PUT"]
  }
}
""",
    ),
    good=(
        """
resource "aws_lambda_function_url" "api" {
  function_name      = "api"
  authorization_type = "AWS_IAM"
  cors {
    allow_origins = ["https://*.example.com"]
    allow_methods = ["*"]
  }
}
""",
        """
resource "aws_lambda_function_url" "prices" {
  function_name      = "prices"
  authorization_type = "NONE"
  cors {
    allow_origins = ["*"]
    allow_methods = ["GET", "HEAD"]
  }
}
""",
        'resource "aws_lambda_function_url" "api" { authorization_type = "AWS_IAM" }',
    ),
)
def check(url):
    for cors in url.each("cors"):
        if not any(method.value not in ("GET", "HEAD") for method in cors.each("allow_methods")):
            continue
        for origin in cors.each("allow_origins"):
            if origin.value in ("*", "https://*", "http://*"):
                yield origin.fail(message="any site may call the function from a browser")
