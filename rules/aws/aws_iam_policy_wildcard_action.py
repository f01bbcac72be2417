"""The policy allows everything that a service can do, to all of its resources.

Deleting, opening to others and changing policies come along with whatever was needed, and so does
each action that AWS adds later. IAM itself and "*" are found by rules of their own. A statement
for named resources or with a condition is left alone.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    matches,
    on_everything,
    permission_policies,
)

_WHOLE_SERVICE = re.compile(r"\A(?!iam:)[a-zA-Z0-9-]+:\*+\Z", re.IGNORECASE)


@rule(
    on=PERMISSION_POLICIES,
    severity=MEDIUM,
    fix="Name the actions that are needed, or the resources they are needed on.",
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "storage" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = ["logs:PutLogEvents", "s3:*"], Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "storage" {
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::data/*" },
      { Effect = "Allow", Action = ["s3:List*", "ec2:Describe*", "iam:*"], Resource = "*" },
      { Effect = "Deny", Action = "s3:*", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "in_region" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "ec2:*"
      Resource  = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = "eu-central-1" } }
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
                any(matches(_WHOLE_SERVICE, one.value) for one in statement.each("Action"))
                and on_everything(statement)
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "a statement allows all of a service on every resource")
