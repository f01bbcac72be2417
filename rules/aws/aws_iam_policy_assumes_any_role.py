"""The holder may take every role that trusts this account, administrators' roles among them.

Roles that trust an account as a whole leave it to that account's policies who may assume them.
sts:AssumeRole on everything, or on every role of some account, therefore passes each of them on.
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
    fix="Name the roles that may be assumed.",
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "hub" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "hub" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "sts:Assume*"
      Resource = "arn:aws:iam::123456789012:role/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "hub" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "sts:AssumeRole"
        Resource = "arn:aws:iam::*:role/deploy"
      },
      { Effect = "Allow", Action = "sts:GetCallerIdentity", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "hub" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
""",
        """
resource "aws_iam_role" "service" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
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
                narrowly_grants(statement, "sts:AssumeRole")
                and on_every(statement, "role/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "any role may be assumed")
