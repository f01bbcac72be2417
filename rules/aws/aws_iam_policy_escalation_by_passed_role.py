"""Whoever may pass any role to a service can act with the strongest role in the account.

iam:PassRole on every role, together with the right to start an instance, a function or a task,
hands over whatever that role may do: pass an administrator's role, and be one. Name the roles, or
the services with a condition on iam:PassedToService.
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
    fix="Name the roles that may be passed as the Resource.",
    related_ids=("CKV_AWS_110", "CKV_AWS_286"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = ["ecs:RunTask", "iam:PassRole"], Resource = "*" }]
  })
}
""",
        """
data "aws_caller_identity" "current" {}

resource "aws_iam_policy" "deploy" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:Pass*"
      Resource = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/*"
    }]
  })
}
""",
    ),
    good=(
        """
data "aws_caller_identity" "current" {}

resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/task"
      },
      { Effect = "Allow", Action = "ecs:RunTask", Resource = "*" },
      { Effect = "Deny", Action = "iam:PassRole", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = "*"
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
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
                narrowly_grants(statement, "iam:PassRole")
                and on_every(statement, "role/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "any role may be passed to a service")
