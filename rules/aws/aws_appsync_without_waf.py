"""Nothing filters attacks and floods before they reach this GraphQL API.

A web ACL stops known exploits and limits the rate of single addresses. Private APIs, which only
VPC endpoints reach, need it less and are left alone.
"""

from scanner import LOW, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=LOW,
    fix="Associate a web ACL with it by aws_wafv2_web_acl_association.",
    related_ids=("CKV2_AWS_33",),
    cwe=693,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html",),
    bad=('resource "aws_appsync_graphql_api" "shop" { name = "shop" }  # here',),
    good=(
        """
resource "aws_appsync_graphql_api" "shop" { name = "shop" }

resource "aws_wafv2_web_acl_association" "shop" {
  resource_arn = aws_appsync_graphql_api.shop.arn
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/main/1"
}
""",
        'resource "aws_appsync_graphql_api" "inside" { visibility = "PRIVATE" }',
    ),
)
def check(api):
    if api.get("visibility", default="GLOBAL") == "PRIVATE":
        return
    if not api.related("aws_wafv2_web_acl_association", "resource_arn"):
        yield api.fail(message="no web ACL protects the API")
