"""The holder may read every secret of the account: other teams' passwords, keys and tokens.

secretsmanager:GetSecretValue, or reading parameters, on every resource makes one compromised task a
leak of all of them. Name the secrets by their path.
"""

from scanner import MEDIUM, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_READING = (
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
)


@rule(
    on=PERMISSION_POLICIES,
    severity=MEDIUM,
    fix="Name the secrets or the parameters' path.",
    related_ids=("CKV_AWS_108", "CKV_AWS_288"),
    cwe=522,
    references=(
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
    ),
    bad=(
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "secretsmanager:Get*", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = ["ssm:GetParameters"]
      Resource = "arn:aws:ssm:eu-central-1:123456789012:parameter/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ssm:GetParameters", "secretsmanager:GetSecretValue"]
        Resource = [
          "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/*",
          "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/*",
        ]
      },
      { Effect = "Allow", Action = "secretsmanager:ListSecrets", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { StringEquals = { "secretsmanager:ResourceTag/Team" = "shop" } }
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
                narrowly_grants(statement, *_READING)
                and on_every(statement, "secret:*", "parameter/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "every secret may be read")
