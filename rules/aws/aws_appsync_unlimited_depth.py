"""One small query can ask for objects within objects without end, and stall what answers it.

In GraphQL the caller writes the query. A limit of depth refuses what no page of yours needs; the
default of 0 is no limit.
"""

from scanner import LOW, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=LOW,
    fix="Set query_depth_limit to the depth of your deepest query.",
    cwe=770,
    references=(
        "https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateGraphqlApi.html",
    ),
    bad=(
        """
resource "aws_appsync_graphql_api" "shop" {  # here
  name                = "shop"
  authentication_type = "AWS_IAM"
}
""",
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
  query_depth_limit   = 0  # here
}
""",
    ),
    good=(
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
  query_depth_limit   = 8
}
""",
        """
resource "aws_appsync_graphql_api" "all" {
  name                = "all"
  authentication_type = "AWS_IAM"
  query_depth_limit   = "10"
}
""",
    ),
)
def check(api):
    if api.get("query_depth_limit", default=0) in (0, "0"):
        yield api.fail("query_depth_limit", "queries may be of any depth")
