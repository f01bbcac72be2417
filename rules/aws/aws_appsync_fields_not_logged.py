"""A request that fails in one field leaves no trace of which resolver failed and with what.

The request's log alone says that there was an error. The level ERROR records the fields that
failed; ALL records every field, and costs accordingly.
"""

from scanner import LOW, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=LOW,
    fix='Set field_log_level = "ERROR".',
    related_ids=("CKV_AWS_194",),
    cwe=778,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",),
    bad=(
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/logs"
    field_log_level          = "NONE"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/logs"
    field_log_level          = "ERROR"
  }
}
""",
        """
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
}
""",
    ),
)
def check(api):
    if api.get("log_config.field_log_level", default="ERROR") == "NONE":
        yield api.fail("log_config.field_log_level", "errors of fields are not logged")
