"""Whoever may make keys or passwords for any user can become the most powerful of them.

iam:CreateAccessKey, iam:CreateLoginProfile and iam:UpdateLoginProfile on every user hand out the
credentials of others. For people's own keys the resource is
arn:aws:iam::*:user/${aws:username}.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_MAKING = ("iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile")


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Allow it on the user's own resource only.",
    related_ids=("CKV_AWS_107", "CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_287"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_credentials_console.html",
    ),
    bad=(
        """
resource "aws_iam_group_policy" "keys" {
  group = "staff"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:*AccessKey*", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "passwords" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:UpdateLoginProfile"
      Resource = "arn:aws:iam::*:user/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_group_policy" "keys" {
  group = "staff"
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:*AccessKey*"
        Resource = "arn:aws:iam::*:user/$${aws:username}"
      },
      { Effect = "Allow", Action = "iam:ListAccessKeys", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "passwords" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:CreateLoginProfile"
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceTag/Team" = "support" } }
    }]
  })
}
""",
    ),
)  # fmt: skip
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if (
                narrowly_grants(statement, *_MAKING)
                and on_every(statement, "user/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "credentials may be made for any user")
