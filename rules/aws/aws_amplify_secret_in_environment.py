"""This secret may end up in the web site that everybody loads: it is a variable of its build.

Front-end builds copy variables into their bundles, and the console shows them to all who may see
the app. Amplify has secrets of its own, kept in the Parameter Store and read by the back end alone.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on=("aws_amplify_app", "aws_amplify_branch"),
    severity=HIGH,
    fix="Keep the secret in Amplify's secrets or in the Parameter Store.",
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/amplify/latest/userguide/environment-variables.html",
        "https://docs.amplify.aws/react/deploy-and-host/fullstack-branching/secrets-and-vars/",
    ),
    bad=(
        """
resource "aws_amplify_app" "shop" {
  name = "shop"
  environment_variables = {
    STRIPE_API_KEY = "correct-horse-battery"  # here
    CI             = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_amplify_app" "shop" {
  name                  = "shop"
  environment_variables = { STAGE = "live" }
}
""",
        """
resource "aws_amplify_branch" "main" {
  app_id                = "a1"
  branch_name           = "main"
  environment_variables = { STRIPE_API_KEY = "" }
}
""",
    ),
)
def check(app):
    for variable in app.entries("environment_variables"):
        named = is_secret_name(variable.key) and is_literal(variable.value)
        if named or credential_in(variable.value):
            yield variable.fail(message=f"the variable {variable.key} holds a secret")
