"""Whoever finds the key, which is in every copy of the application, may call this API.

An API key names no user and is meant for trying things out. IAM, Cognito, OpenID Connect or a
function tell who calls; an additional provider beside the key is taken as on purpose.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=MEDIUM,
    fix='Set authentication_type to "AMAZON_COGNITO_USER_POOLS", "AWS_IAM" or another.',
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
        "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
    ),
    bad=('resource "aws_appsync_graphql_api" "shop" { authentication_type = "API_KEY" }  # here',),
    good=(
        'resource "aws_appsync_graphql_api" "shop" { authentication_type = "AWS_IAM" }',
        """
resource "aws_appsync_graphql_api" "shop" {
  authentication_type = "API_KEY"
  additional_authentication_provider {
    authentication_type = "AMAZON_COGNITO_USER_POOLS"
  }
}
""",
    ),
)
def check(api):
    if any(True for _ in api.each("additional_authentication_provider")):
        return
    if api.get("authentication_type") == "API_KEY":
        yield api.fail("authentication_type", "a shared key is all it takes")
