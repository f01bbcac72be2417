"""The holder may decrypt with every key of the account, whatever data it protects.

A key of its own for each kind of data is worth nothing if a policy allows kms:Decrypt on all of
them. Name the keys, or the service by a condition on kms:ViaService.
"""

from scanner import MEDIUM, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_DECRYPTING = ("kms:Decrypt", "kms:ReEncryptFrom")


@rule(
    on=PERMISSION_POLICIES,
    severity=MEDIUM,
    fix="Name the keys by their ARN.",
    cwe=732,
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",),
    bad=(
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = ["kms:Decrypt"], Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "kms:ReEncrypt*"
      Resource = "arn:aws:kms:*:123456789012:key/*"
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
        Action   = "kms:Decrypt"
        Resource = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      },
      { Effect = "Allow", Action = "kms:ListAliases", Resource = "*" },
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
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-central-1.amazonaws.com" } }
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
                narrowly_grants(statement, *_DECRYPTING)
                and on_every(statement, "key/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "every key may be used to decrypt")
