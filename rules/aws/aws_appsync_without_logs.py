"""Which requests failed in this API, and why, is not recorded.

AppSync writes to CloudWatch only when it is given a role for it.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_appsync_graphql_api",
    severity=MEDIUM,
    fix="Add log_config with a role and a field_log_level.",
    aliases=("CKV_AWS_193",),
    cwe=778,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",),
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
  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/logs"
    field_log_level          = "ERROR"
  }
}
""",
        """
resource "aws_iam_role" "logs" {
  assume_role_policy = "{}"
}

resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"
  log_config {
    cloudwatch_logs_role_arn = aws_iam_role.logs.arn
    field_log_level          = "NONE"
  }
}
""",
    ),
)
def check(api):
    if not any(True for _ in api.each("log_config")):
        yield api.fail("log_config", "requests are not logged")
