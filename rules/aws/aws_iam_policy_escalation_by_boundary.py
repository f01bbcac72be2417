"""Whoever may take permissions boundaries away is no longer held by them.

A boundary caps what a user or role may do whatever is attached to it. The right to delete or
replace any boundary undoes every delegation that relies on them.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_LOOSENING = (
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
)


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Deny these actions to those who are bounded; add a condition on iam:PermissionsBoundary.",
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "developers" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:DeleteRolePermissionsBoundary", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "developers" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:Put*PermissionsBoundary"
      Resource = "arn:aws:iam::123456789012:user/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "developers" {
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = ["iam:CreateRole", "iam:PutRolePermissionsBoundary"]
        Resource  = "*"
        Condition = {
          StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::123456789012:policy/bound" }
        }
      },
      { Effect = "Deny", Action = "iam:DeleteRolePermissionsBoundary", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "developers" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:DeleteRolePermissionsBoundary"
        Resource = "arn:aws:iam::123456789012:role/scratch"
      },
      { Effect = "Allow", Action = "iam:DeleteRole", Resource = "*" },
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
                narrowly_grants(statement, *_LOOSENING)
                and on_every(statement, "role/*", "user/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "permissions boundaries may be taken away")
