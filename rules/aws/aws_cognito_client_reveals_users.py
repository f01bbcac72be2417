"""Whoever tries names learns which of them have an account.

With LEGACY, Cognito answers that a user does not exist; with ENABLED every failure looks the same.
Only a setting that is written down is judged.
"""

from scanner import LOW, rule


@rule(
    on="aws_cognito_user_pool_client",
    severity=LOW,
    fix='Set prevent_user_existence_errors = "ENABLED".',
    cwe=204,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html",
    ),
    bad=(
        """
resource "aws_cognito_user_pool_client" "app" {
  prevent_user_existence_errors = "LEGACY"  # here
}
""",
    ),
    good=(
        """
resource "aws_cognito_user_pool_client" "app" {
  prevent_user_existence_errors = "ENABLED"
}
""",
        'resource "aws_cognito_user_pool_client" "jobs" { name = "jobs" }',
    ),
)
def check(client):
    if client.get("prevent_user_existence_errors", default="ENABLED") == "LEGACY":
        yield client.fail("prevent_user_existence_errors", "answers show which users exist")
