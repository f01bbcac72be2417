"""The application itself handles the users' passwords and sends them on.

USER_PASSWORD_AUTH hands the password to Cognito as it is, mostly to move users from an old system.
With SRP or a hosted login the application never has it.
"""

from scanner import LOW, rule

_FLOWS = ("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH")


@rule(
    on="aws_cognito_user_pool_client",
    severity=LOW,
    fix="Use ALLOW_USER_SRP_AUTH in explicit_auth_flows.",
    cwe=522,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html",
    ),
    bad=(
        """
resource "aws_cognito_user_pool_client" "app" {
  explicit_auth_flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]  # here
}
""",
    ),
    good=(
        """
resource "aws_cognito_user_pool_client" "app" {
  explicit_auth_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}
""",
        """
resource "aws_cognito_user_pool_client" "admin" {
  explicit_auth_flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
}
""",
    ),
)
def check(client):
    if any(flow.value in _FLOWS for flow in client.each("explicit_auth_flows")):
        yield client.fail("explicit_auth_flows", "passwords pass through the application")
