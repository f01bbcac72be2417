"""Whoever may look at the function's configuration reads this secret, and so does its state file.

Environment variables show in the console, in GetFunctionConfiguration and in Terraform's plan and
state. Store the secret in Secrets Manager or the Parameter Store and give the function its name.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="aws_lambda_function",
    severity=HIGH,
    fix="Keep the secret in Secrets Manager and pass its ARN in the variable.",
    related_ids=("CKV_AWS_45",),
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html",
    ),
    bad=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  environment {
    variables = {
      DB_HOST     = "db.internal"
      DB_PASSWORD = "correct-horse-battery"  # here
    }
  }
}
""",
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  environment {
    variables = {
      CI = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  environment {
    variables = {
      LOG_LEVEL       = "info"
      DB_PASSWORD_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3"
    }
  }
}
""",
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  environment {
    variables = { DB_PASSWORD = "{{resolve:secretsmanager:db:SecretString:password}}" }
  }
}
""",
        'resource "aws_lambda_function" "plain" { function_name = "plain" }',
    ),
)
def check(function):
    for variable in function.entries("environment.variables"):
        named = is_secret_name(variable.key) and is_literal(variable.value)
        if named or credential_in(variable.value):
            yield variable.fail(message=f"the variable {variable.key} holds a secret")
