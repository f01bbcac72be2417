"""Objects and credentials' signatures may cross the network unencrypted: the bucket takes HTTP.

S3 answers on HTTP as well as on HTTPS. Only a statement that denies everyone every request whose
aws:SecureTransport is false makes it refuse plain HTTP; allowing with TLS as a condition does not,
as other policies may allow the same without it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import condition_values, grants, is_for_anyone, statements


@rule(
    on="aws_s3_bucket",
    severity=MEDIUM,
    fix='Deny s3:* to the principal "*" in the bucket policy when aws:SecureTransport is false.',
    related_ids=("CKV_AWS_379",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
    ),
    bad=(
        'resource "aws_s3_bucket" "data" { bucket = "data" }  # here',
        """
resource "aws_s3_bucket" "data" {  # here
  bucket = "data"
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:*"
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect    = "Deny"
        Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        Action    = "s3:*"
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "true" } }
      },
    ]
  })
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
  policy = jsonencode({
    Statement = {
      Effect    = "Deny"
      Principal = { AWS = ["*"] }
      Action    = "*"
      Resource  = "*"
      Condition = { Bool = { "aws:securetransport" = [false] } }
    }
  })
}
""",
    ),
)  # fmt: skip
def check(bucket):
    for holder in bucket.related("aws_s3_bucket_policy", "bucket") or [bucket]:
        if any(_denies_http(statement) for statement in statements(holder, "policy")):
            return
    yield bucket.fail(message="no policy denies requests over plain HTTP")


def _denies_http(statement):
    return (
        statement.get("Effect") == "Deny"
        and is_for_anyone(statement)
        and grants(statement, "s3:GetObject")
        and any(
            value.value in ("false", False)
            for _, value in condition_values(statement, "aws:SecureTransport")
        )
    )
