"""Whoever may change any role's trust policy can let himself take the administrator's role.

iam:UpdateAssumeRolePolicy decides who may assume a role; on every role it makes each of them the
holder's own, and is a quiet way to leave a back door.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Name the roles whose trust policy may be changed.",
    related_ids=("CKV_AWS_110", "CKV_AWS_286"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "roles" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "roles" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:UpdateAssume*"
      Resource = "arn:aws:iam::123456789012:role/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "roles" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:UpdateAssumeRolePolicy"
        Resource = "arn:aws:iam::123456789012:role/applications/*"
      },
      { Effect = "Allow", Action = "iam:UpdateRoleDescription", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "roles" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:UpdateAssumeRolePolicy"
      Resource  = "*"
      Condition = { StringEquals = { "iam:ResourceTag/Team" = "data" } }
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
                narrowly_grants(statement, "iam:UpdateAssumeRolePolicy")
                and on_every(statement, "role/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "any role's trust policy may be changed")
