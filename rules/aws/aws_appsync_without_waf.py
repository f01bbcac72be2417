"""Nothing filters attacks and floods before they reach this API.

A web ACL stops known exploits and limits the rate of single addresses. A private API is reached
from a VPC alone.
"""

from scanner import LOW, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=LOW,
    fix="Associate a web ACL with the API by aws_wafv2_web_acl_association.",
    related_ids=("CKV2_AWS_33",),
    cwe=693,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html",),
    bad=(
        """
resource "aws_appsync_graphql_api" "shop" {  # here
  name                = "shop"
  authentication_type = "AWS_IAM"
}
""",
    ),
    good=(
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
}

resource "aws_wafv2_web_acl_association" "shop" {
  resource_arn = aws_appsync_graphql_api.shop.arn
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/main/1"
}
""",
        """
resource "aws_appsync_graphql_api" "inner" {
  name                = "inner"
  authentication_type = "AWS_IAM"
  visibility          = "PRIVATE"
}
""",
    ),
)
def check(api):
    if api.get("visibility", default="GLOBAL") == "PRIVATE":
        return
    if not api.related("aws_wafv2_web_acl_association", "resource_arn"):
        yield api.fail(message="no web ACL protects the API")
