"""The function's variables are encrypted, but with a key of AWS that every reader may use.

Without a key of your own whoever may call GetFunctionConfiguration sees the variables; with one
they also need the key, and its use is logged. Where the variables hold no secret this is a choice.
"""

from scanner import LOW, rule


@rule(
    on="aws_lambda_function",
    severity=LOW,
    fix="Set kms_key_arn to a key of your own.",
    aliases=("CKV_AWS_173",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
    ),
    bad=(
        """
resource "aws_lambda_function" "orders" {  # here
  function_name = "orders"
  environment {
    variables = { TABLE = "orders" }
  }
}
""",
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  kms_key_arn   = ""  # here
  environment {
    variables = { TABLE = "orders" }
  }
}
""",
    ),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  kms_key_arn   = aws_kms_key.functions.arn
  environment {
    variables = { TABLE = "orders" }
  }
}

resource "aws_kms_key" "functions" {}
""",
        'resource "aws_lambda_function" "pure" { function_name = "pure" }',
    ),
)
def check(function):
    if any(True for _ in function.each("environment")) and not function.get("kms_key_arn"):
        yield function.fail("kms_key_arn", "the variables have no key of your own")
