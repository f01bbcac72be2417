"""A policy gives everyone on the internet access to what is in this bucket.

A principal of "*" (or every account but some, by NotPrincipal) needs no credentials. A condition
that names accounts, an organization, networks or VPC endpoints makes such a statement harmless.
Public access blocks do not make it right: where they are on, S3 refuses the policy, and where
somebody takes them off, the bucket is open at once.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=(
        "aws_s3_bucket_policy",
        "aws_s3_bucket",
        "aws_s3_access_point",
        "aws_s3control_access_point_policy",
    ),
    severity=CRITICAL,
    fix="Name the principals, and serve what must be public by CloudFront.",
    related_ids=("CKV_AWS_70",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    ),
    bad=(
        """
resource "aws_s3_bucket_policy" "share" {
  bucket = "artifacts"
  policy = jsonencode({  # here
    Version = "2012-10-17"
    Statement = [
      { Effect = "Deny", Principal = "*", Action = "s3:Delete*", Resource = "*" },
      { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" },
    ]
  })
}
""",
        """
data "aws_iam_policy_document" "share" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::artifacts/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:Referer"
      values   = ["https://example.com/*"]
    }
  }
}

resource "aws_s3_bucket_policy" "share" {
  bucket = "artifacts"
  policy = data.aws_iam_policy_document.share.json  # here
}
""",
        """
resource "aws_s3_bucket" "share" {
  bucket = "artifacts"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:*", Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_policy" "only_tls" {
  bucket = "artifacts"
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
""",
        """
resource "aws_s3_bucket_policy" "organization" {
  bucket = "artifacts"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::artifacts/*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
""",
        """
resource "aws_s3_bucket" "share" {
  bucket = "artifacts"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::artifacts/*"
    }]
  })
}
""",
        # In a state the bucket shows the policy that a resource of its own sets: one finding.
        """
resource "aws_s3_bucket" "share" {
  bucket = "artifacts"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
  })
}

resource "aws_s3_bucket_policy" "share" {
  bucket = aws_s3_bucket.share.id
  policy = "{}"
}
""",
    ),
)  # fmt: skip
def check(holder):
    if holder.type == "aws_s3_bucket" and holder.related("aws_s3_bucket_policy", "bucket"):
        return
    for statement in statements(holder, "policy"):
        if is_public(statement):
            yield holder.fail("policy", "a statement lets in everyone")
