"""Whoever may create roles or users without a boundary can create one stronger than himself.

With a condition on iam:PermissionsBoundary, IAM refuses every new role or user that does not carry
the boundary, so that teams may make their own roles safely.
"""

from scanner import MEDIUM, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)


@rule(
    on=PERMISSION_POLICIES,
    severity=MEDIUM,
    fix="Add a condition that iam:PermissionsBoundary equals the boundary's ARN.",
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:CreateRole", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:CreateUser"
      Resource = "arn:aws:iam::123456789012:user/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:CreateRole"
      Resource = "*"
      Condition = {
        StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/bound" }
      }
    }]
  })
}
""",
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:CreateRole"
        Resource = "arn:aws:iam::123456789012:role/shop-*"
      },
      { Effect = "Allow", Action = "iam:CreateServiceLinkedRole", Resource = "*" },
    ]
  })
}
""",
    ),
)  # fmt: skip
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if (
                narrowly_grants(statement, "iam:CreateRole", "iam:CreateUser")
                and on_every(statement, "role/*", "user/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "roles or users may be created without a boundary")
