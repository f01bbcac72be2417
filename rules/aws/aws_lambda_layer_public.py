"""Every AWS account may download this layer, with all the code and files packed in it.

Layers often hold internal libraries, and now and then configuration or keys. Share it with accounts
by their number, or with your organization through organization_id.
"""

from scanner import HIGH, rule


@rule(
    on="aws_lambda_layer_version_permission",
    severity=HIGH,
    fix="Name the account in principal, or set organization_id.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html",
    ),
    bad=(
        """
resource "aws_lambda_layer_version_permission" "all" {
  layer_name     = "common"
  version_number = 3
  action         = "lambda:GetLayerVersion"
  statement_id   = "all"
  principal      = "*"  # here
}
""",
    ),
    good=(
        """
resource "aws_lambda_layer_version_permission" "partner" {
  layer_name     = "common"
  version_number = 3
  action         = "lambda:GetLayerVersion"
  statement_id   = "partner"
  principal      = "123456789012"
}
""",
        """
resource "aws_lambda_layer_version_permission" "organization" {
  layer_name      = "common"
  version_number  = 3
  action          = "lambda:GetLayerVersion"
  statement_id    = "organization"
  principal       = "*"
  organization_id = "o-a1b2c3d4e5"
}
""",
    ),
)
def check(permission):
    if permission.get("principal") == "*" and not permission.is_set("organization_id"):
        yield permission.fail("principal", "every AWS account may download the layer")
