"""Whoever may run commands on any instance acts with the role of every instance.

ssm:SendCommand, ssm:StartSession and ec2-instance-connect:SendSSHPublicKey give a shell, and from a
shell the instance's credentials are one request away. Name the instances, or their tags in a
condition on ssm:resourceTag or aws:ResourceTag.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_ENTERING = (
    "ssm:SendCommand",
    "ssm:StartSession",
    "ec2-instance-connect:SendSSHPublicKey",
)


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Name the instances, or add a condition on their tags.",
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "operators" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = ["ssm:StartSession"], Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "operators" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "ssm:Send*"
      Resource = ["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/AWS-RunShellScript"]
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "operators" {
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "ssm:StartSession"
        Resource  = "arn:aws:ec2:*:*:instance/*"
        Condition = { StringEquals = { "ssm:resourceTag/Team" = "shop" } }
      },
      { Effect = "Allow", Action = "ssm:DescribeSessions", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "operators" {
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = "ec2-instance-connect:SendSSHPublicKey"
      Resource = "arn:aws:ec2:eu-central-1:123456789012:instance/i-1234567890abcdef0"
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
                narrowly_grants(statement, *_ENTERING)
                and on_every(statement, "instance/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "commands may be run on any instance")
