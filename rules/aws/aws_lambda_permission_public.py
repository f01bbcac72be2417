"""Every AWS account there is may do this to the function: its principal is ``*``.

Nothing limits who: neither a source, an account nor an organization. A permission that a public
function URL needs (function_url_auth_type NONE) is judged with the URL.
"""

from scanner import CRITICAL, rule

_LIMITS = ("source_arn", "source_account", "principal_org_id", "event_source_token")


@rule(
    on="aws_lambda_permission",
    severity=CRITICAL,
    fix="Name the account or service in principal, or limit it with principal_org_id.",
    related_ids=("CKV_AWS_301",),
    cwe=732,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",),
    bad=(
        """
resource "aws_lambda_permission" "all" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "*"  # here
}
""",
        """
resource "aws_lambda_permission" "url" {
  function_name          = "orders"
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "*"  # here
  function_url_auth_type = "AWS_IAM"
}
""",
    ),
    good=(
        """
resource "aws_lambda_permission" "account" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "123456789012"
}
""",
        """
resource "aws_lambda_permission" "organization" {
  function_name    = "orders"
  action           = "lambda:InvokeFunction"
  principal        = "*"
  principal_org_id = "o-a1b2c3d4e5"
}
""",
        """
resource "aws_lambda_permission" "url" {
  function_name          = "hook"
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "*"
  function_url_auth_type = "NONE"
}
""",
    ),
)
def check(permission):
    if permission.get("principal") != "*":
        return
    if permission.get("function_url_auth_type") == "NONE":
        return
    if not any(permission.is_set(limit) for limit in _LIMITS):
        yield permission.fail("principal", "every AWS account may use the function")
