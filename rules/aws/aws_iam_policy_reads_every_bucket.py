"""The holder may read every object in every bucket, backups and other teams' exports included.

s3:GetObject on "*" also reaches buckets of other accounts that let this one in. Name the buckets
and, where one bucket is shared, the prefix.
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
    fix="Name the buckets that are read.",
    related_ids=("CKV_AWS_108", "CKV_AWS_288"),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    ),
    bad=(
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_role_policy" "task" {
  role = "task"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ["arn:aws:s3:::*"] }]
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
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::data/*" },
      { Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" },
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
      Action    = "s3:GetObject"
      Resource  = "*"
      Condition = { StringEquals = { "s3:ExistingObjectTag/Team" = "shop" } }
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
                narrowly_grants(statement, "s3:GetObject")
                and on_every(statement, "*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "every bucket may be read")
