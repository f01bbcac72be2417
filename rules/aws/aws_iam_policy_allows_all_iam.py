"""Whoever may do everything with IAM can make himself administrator in one call.

iam:* on every resource includes attaching AdministratorAccess to oneself, and new keys for any
user. It is full access to the account under another name.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    covers,
    on_everything,
    permission_policies,
)


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Name the IAM actions and resources that are needed.",
    related_ids=("CKV2_AWS_40",),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    ),
    bad=(
        """
resource "aws_iam_policy" "iam" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "iam:*"], Resource = "*" }]
  })
}
""",
        """
resource "aws_ssoadmin_permission_set_inline_policy" "iam" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
  inline_policy = jsonencode({  # here
    Statement = { Effect = "Allow", Action = "iam:*", Resource = "*" }
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "iam" {
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "iam:Get*", Resource = "*" },
      { Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::123456789012:user/robot" },
      { Effect = "Deny", Action = "iam:*", Resource = "*" },
    ]
  })
}
""",
        # Every action of every service is what another rule finds.
        """
resource "aws_iam_policy" "all" {
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "*", Resource = "*" } })
}
""",
        """
resource "aws_iam_policy" "with_mfa" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:*"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}
""",
    ),
)
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if (
                any(_is_all_iam(action.value) for action in statement.each("Action"))
                and on_everything(statement)
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "a statement allows every IAM action")


def _is_all_iam(action):
    return covers(action, "iam:*") and not covers(action, "s3:*")
