"""Everyone who has seen the application holds the key to this API: it is the same for all.

API keys are shipped inside of web pages and apps, name nobody and are valid for up to a year. They
are for public data and for development; use Cognito, OpenID Connect, IAM or a Lambda authorizer.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=MEDIUM,
    fix="Use AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_IAM or AWS_LAMBDA.",
    cwe=287,
    references=(
        "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
    ),
    bad=(
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "API_KEY"  # here
}
""",
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
  additional_authentication_provider {
    authentication_type = "API_KEY"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
}
""",
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "OPENID_CONNECT"
  additional_authentication_provider {
    authentication_type = "AWS_LAMBDA"
  }
}
""",
    ),
)
def check(api):
    for provider in [api, *api.each("additional_authentication_provider")]:
        if provider.get("authentication_type") == "API_KEY":
            yield provider.fail("authentication_type", "callers need no more than a shared key")
