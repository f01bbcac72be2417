"""Anyone on the internet can call this function: its URL asks for no signature.

With the authorization type NONE nothing stands between the world and the function's code, its role
and its bill. Ask for AWS_IAM, or put an API or a CloudFront distribution with a firewall before
it. A webhook that checks a signature of its own in the code is the usual exception.
"""

from scanner import HIGH, rule


@rule(
    on="aws_lambda_function_url",
    severity=HIGH,
    fix='Set authorization_type = "AWS_IAM".',
    aliases=("CKV_AWS_258",),
    cwe=306,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",),
    bad=(
        """
resource "aws_lambda_function_url" "hook" {
  function_name      = "hook"
  authorization_type = "NONE"  # here
}
""",
    ),
    good=(
        """
resource "aws_lambda_function_url" "internal" {
  function_name      = "internal"
  authorization_type = "AWS_IAM"
}
""",
        """
resource "aws_lambda_function_url" "browser" {
  function_name      = "browser"
  authorization_type = "AWS_IAM"
  cors {
    allow_origins = ["https://app.example.com"]
  }
}
""",
    ),
)
def check(url):
    if url.get("authorization_type") == "NONE":
        yield url.fail("authorization_type", "the function's URL is open to the internet")
