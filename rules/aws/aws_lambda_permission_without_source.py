"""Anyone can make the AWS service call this function from an account of their own.

A service acts for all its customers: a permission for s3.amazonaws.com without a source lets any
bucket in the world invoke the function (the confused deputy). The source's ARN or account says
whose events are meant.
"""

from scanner import HIGH, rule


@rule(
    on="aws_lambda_permission",
    severity=HIGH,
    fix="Set source_arn, or source_account where the service has no ARN to give.",
    aliases=("CKV_AWS_364",),
    related_ids=("AVD-AWS-0067",),
    cwe=441,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    ),
    bad=(
        """
resource "aws_lambda_permission" "bucket" {
  function_name = "thumbnails"
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"  # here
}
""",
    ),
    good=(
        """
resource "aws_lambda_permission" "topic" {
  function_name = "mailer"
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.orders.arn
}

resource "aws_sns_topic" "orders" {}
""",
        """
resource "aws_lambda_permission" "config" {
  function_name  = "audit"
  action         = "lambda:InvokeFunction"
  principal      = "config.amazonaws.com"
  source_account = "123456789012"
}
""",
        """
resource "aws_lambda_permission" "events" {
  function_name    = "audit"
  action           = "lambda:InvokeFunction"
  principal        = "events.amazonaws.com"
  principal_org_id = "o-a1b2c3d4e5"
}
""",
        """
resource "aws_lambda_permission" "role" {
  function_name = "audit"
  action        = "lambda:InvokeFunction"
  principal     = "arn:aws:iam::123456789012:role/caller"
}
""",
    ),
)
def check(permission):
    if not permission.get("principal", default="").endswith(".amazonaws.com"):
        return
    limits = ("source_arn", "source_account", "principal_org_id")
    if not any(permission.is_set(limit) for limit in limits):
        yield permission.fail("principal", "the service may call the function for any account")
