"""Whoever may add users to any group can join the administrators.

iam:AddUserToGroup is checked against the group alone, so that on every group it opens each of them
to the holder himself.
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
    fix="Name the groups whose members may be changed.",
    related_ids=("CKV_AWS_110", "CKV_AWS_286"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "support" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:AddUserToGroup", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "support" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:Add*"
      Resource = "arn:aws:iam::123456789012:group/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "support" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:AddUserToGroup"
        Resource = "arn:aws:iam::123456789012:group/readers"
      },
      { Effect = "Allow", Action = "iam:RemoveUserFromGroup", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "support" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:AddUserToGroup"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
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
                narrowly_grants(statement, "iam:AddUserToGroup")
                and on_every(statement, "group/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "users may be added to any group")
