"""A principal may do everything with the bucket: delete it, open it, and lock its owner out.

s3:* comprises the actions on the bucket itself, such as s3:PutBucketPolicy, s3:DeleteBucket and
s3:PutEncryptionConfiguration, which users of its objects never need. Statements for everyone are
found by another rule.
"""

from scanner import MEDIUM, rule
from scanner.shapes import allowing, grants, is_for_anyone


@rule(
    on="aws_s3_bucket_policy",
    severity=MEDIUM,
    fix="Name the actions that are needed, such as s3:GetObject.",
    cwe=250,
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",),
    bad=(
        """
resource "aws_s3_bucket_policy" "share" {
  bucket = "data"
  policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = ["s3:*"]
      Resource  = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_policy" "share" {
  bucket = "data"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = ["s3:Get*", "s3:PutObject", "s3:PutBucketPolicy"]
      Resource  = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
    }]
  })
}
""",
        """
resource "aws_s3_bucket_policy" "share" {
  bucket = "data"
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "s3:*", Resource = "*" },
      { Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" },
    ]
  })
}
""",
    ),
)  # fmt: skip
def check(holder):
    for statement in allowing(holder, "policy"):
        if grants(statement, "s3:*") and not is_for_anyone(statement):
            yield holder.fail("policy", "a statement allows every action on the bucket")
