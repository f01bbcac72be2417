"""Everything ever written to this bucket is kept, and paid for, for ever.

Without a lifecycle nothing expires or moves to cheaper storage: old versions, logs and exports pile
up, and personal data outlives the time for which it may be kept.
"""

from scanner import LOW, rule


@rule(
    on="aws_s3_bucket",
    severity=LOW,
    fix="Add aws_s3_bucket_lifecycle_configuration that expires what is no longer needed.",
    aliases=("CKV2_AWS_61",),
    cwe=459,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
    ),
    bad=('resource "aws_s3_bucket" "data" { bucket = "data" }  # here',),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
  lifecycle_rule {
    enabled = true
    expiration {
      days = 30
    }
  }
}
""",
    ),
)  # fmt: skip
def check(bucket):
    if any(rule.get("enabled", default=False) for rule in bucket.each("lifecycle_rule")):
        return
    if not bucket.related("aws_s3_bucket_lifecycle_configuration", "bucket"):
        yield bucket.fail(message="the bucket has no lifecycle")
