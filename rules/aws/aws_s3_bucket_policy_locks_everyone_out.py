"""The policy denies everyone, its own author too: only the root user can mend it.

A Deny to the principal "*" without a condition that comprises s3:PutBucketPolicy holds for
administrators as well. Deny with a condition, or with NotPrincipal for who must keep access.
"""

from scanner import MEDIUM, rule
from scanner.shapes import grants, principals, statements


@rule(
    on=("aws_s3_bucket_policy", "aws_s3_bucket"),
    severity=MEDIUM,
    fix="Add a condition to the Deny, or leave s3:PutBucketPolicy out of it.",
    aliases=("CKV_AWS_93",),
    cwe=732,
    references=(
        "https://repost.aws/knowledge-center/s3-accidentally-denied-access",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
    ),
    bad=(
        """
resource "aws_s3_bucket_policy" "closed" {
  bucket = "data"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_policy" "only_tls" {
  bucket = "data"
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:*"
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      { Effect = "Deny", Principal = "*", Action = "s3:DeleteObject", Resource = "*" },
      { Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_s3_bucket_policy" "administrators" {
  bucket = "data"
  policy = jsonencode({
    Statement = [
      {
        Effect       = "Deny"
        NotPrincipal = { AWS = "arn:aws:iam::123456789012:role/administrator" }
        Action       = "s3:*"
        Resource     = "*"
      },
      { Effect = "Deny", Principal = { AWS = "210987654321" }, Action = "s3:*", Resource = "*" },
    ]
  })
}
""",
    ),
)
def check(holder):
    for statement in statements(holder, "policy"):
        if (
            statement.get("Effect") == "Deny"
            and any(one.value == "*" for one in principals(statement, "AWS"))
            and grants(statement, "s3:PutBucketPolicy")
            and not statement.is_set("Condition")
        ):
            yield holder.fail("policy", "a statement denies everyone to change the policy")
