"""Whoever breaks in can delete the audit trail that shows it.

A bucket to which CloudTrail delivers is worth most after an incident. Object lock keeps its files
from being changed or deleted until their retention is over, even by an administrator in compliance
mode. Other buckets are left alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_s3_bucket",
    severity=MEDIUM,
    fix="Set object_lock_enabled = true and a default retention on the trail's bucket.",
    related_ids=("CKV_AWS_143",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    ),
    bad=(
        """
resource "aws_s3_bucket" "trail" {  # here
  bucket = "trail"
}

resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = aws_s3_bucket.trail.id
}
""",
    ),
    good=(
        'resource "aws_s3_bucket" "data" { bucket = "data" }',
        """
resource "aws_s3_bucket" "trail" {
  bucket              = "trail"
  object_lock_enabled = true
}

resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = aws_s3_bucket.trail.id
}
""",
        """
resource "aws_s3_bucket" "trail" {
  bucket = "trail"
}

resource "aws_s3_bucket_object_lock_configuration" "trail" {
  bucket = aws_s3_bucket.trail.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 365
    }
  }
}

resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = "trail"
}
""",
    ),
)
def check(bucket):
    if not bucket.related("aws_cloudtrail", "s3_bucket_name"):
        return
    if bucket.get("object_lock_enabled", default=False):
        return
    if not bucket.related("aws_s3_bucket_object_lock_configuration", "bucket"):
        yield bucket.fail("object_lock_enabled", "the trail's files are not locked")
