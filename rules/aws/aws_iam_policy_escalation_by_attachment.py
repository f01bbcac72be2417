"""Whoever may attach policies to anyone can attach AdministratorAccess to himself.

The same goes for writing an inline policy on any user, group or role. A condition on
iam:PolicyARN or iam:PermissionsBoundary bounds what can be given, and so do named users and roles.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_GIVING = (
    "iam:AttachUserPolicy",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:PutUserPolicy",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
)


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Name the roles, and add a condition on iam:PolicyARN or iam:PermissionsBoundary.",
    related_ids=("CKV_AWS_110", "CKV_AWS_286"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "onboarding" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:AttachUserPolicy", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_user_policy" "onboarding" {
  user = "robot"
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:PutRolePolicy"]
      Resource = "arn:aws:iam::123456789012:role/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "onboarding" {
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "iam:AttachRolePolicy"
        Resource  = "*"
        Condition = { ArnEquals = { "iam:PolicyARN" = "arn:aws:iam::123456789012:policy/read" } }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PutRolePolicy"
        Resource = "arn:aws:iam::123456789012:role/applications/*"
      },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "offboarding" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "iam:DetachUserPolicy", Resource = "*" }]
  })
}
""",
    ),
)
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if (
                narrowly_grants(statement, *_GIVING)
                and on_every(statement, "user/*", "group/*", "role/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "any policy may be given to anyone")
