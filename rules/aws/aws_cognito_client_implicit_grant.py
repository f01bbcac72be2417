"""Tokens travel in the address, where history, logs and other scripts see them.

The implicit grant is given up by the standard's own security advice. The code grant with PKCE does
the same for browsers and apps without that.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cognito_user_pool_client",
    severity=MEDIUM,
    fix='Set allowed_oauth_flows = ["code"].',
    cwe=522,
    references=(
        "https://www.rfc-editor.org/rfc/rfc9700",
        "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oauth-flows.html",
    ),
    bad=(
        """
resource "aws_cognito_user_pool_client" "app" {
  allowed_oauth_flows = ["code", "implicit"]  # here
}
""",
    ),
    good=(
        'resource "aws_cognito_user_pool_client" "app" { allowed_oauth_flows = ["code"] }',
        'resource "aws_cognito_user_pool_client" "implicit" { name = "implicit" }',
    ),
)
def check(client):
    if any(flow.value == "implicit" for flow in client.each("allowed_oauth_flows")):
        yield client.fail("allowed_oauth_flows", "tokens are given out in addresses")
