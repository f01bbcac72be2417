"""An object that is overwritten or deleted, by mistake or by ransomware, is gone for good.

With versioning S3 keeps what was there before. Buckets to which other buckets or load balancers
deliver their access logs are left out: nobody overwrites those. Bound what old versions cost with
a lifecycle rule for noncurrent versions.
"""

from scanner import MEDIUM, rule
from scanner.shapes import receives_access_logs


@rule(
    on="aws_s3_bucket",
    severity=MEDIUM,
    fix='Add aws_s3_bucket_versioning with status = "Enabled".',
    related_ids=("CKV_AWS_21", "AVD-AWS-0090"),
    cwe=693,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",),
    bad=(
        'resource "aws_s3_bucket" "data" { bucket = "data" }  # here',
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Suspended"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
  versioning {
    enabled = true
  }
}
""",
        """
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_logging" "data" {
  bucket        = "data"
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
}
""",
    ),
)
def check(bucket):
    if receives_access_logs(bucket):
        return
    settings = bucket.related("aws_s3_bucket_versioning", "bucket")
    if not settings:
        if not bucket.get("versioning.enabled", default=False):
            yield bucket.fail(message="versioning is not enabled")
        return
    for setting in settings:
        if setting.get("versioning_configuration.status") != "Enabled":
            yield setting.fail("versioning_configuration.status", "versioning is not enabled")
