"""Which queries failed, and which were tried, is written nowhere.

AppSync logs fields at the level ERROR, INFO, DEBUG or ALL where log_config says so, and nothing
without it.
"""

from scanner import LOW, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=LOW,
    fix='Add log_config with field_log_level = "ERROR" or more.',
    related_ids=("CKV_AWS_193", "CKV_AWS_194"),
    cwe=778,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",),
    bad=(
        'resource "aws_appsync_graphql_api" "shop" { name = "shop" }  # here',
        """
resource "aws_appsync_graphql_api" "shop" {
  log_config {
    field_log_level = "NONE"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_appsync_graphql_api" "shop" {
  log_config { field_log_level = "ERROR" }
}
""",
        """
resource "aws_appsync_graphql_api" "shop" {
  log_config {
    field_log_level          = "ALL"
    cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/logs"
  }
}
""",
    ),
)
def check(api):
    if api.get("log_config.field_log_level", default="NONE") == "NONE":
        yield api.fail("log_config.field_log_level", "queries are not logged")
