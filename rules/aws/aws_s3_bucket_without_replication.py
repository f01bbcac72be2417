"""The data is in one region only: an outage there, or one deleted bucket, takes it away.

Replication keeps a copy in another bucket, best in another region and account. It asks for
versioning and costs the copy, so it is for data that must survive. Buckets that are themselves
such a copy, or hold only access logs, are left out.
"""

from scanner import LOW, rule
from scanner.shapes import receives_access_logs

_REPLICATION = "aws_s3_bucket_replication_configuration"


@rule(
    on="aws_s3_bucket",
    severity=LOW,
    fix="Add aws_s3_bucket_replication_configuration to a bucket in another region.",
    related_ids=("CKV_AWS_144",),
    cwe=693,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",),
    bad=('resource "aws_s3_bucket" "data" { bucket = "data" }  # here',),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket" "copy" {
  bucket = "data-copy"
}

resource "aws_s3_bucket_replication_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  role   = "arn:aws:iam::123456789012:role/replication"
  rule {
    id     = "all"
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.copy.arn
    }
  }
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/replication"
    rules {
      status = "Enabled"
      destination {
        bucket = "arn:aws:s3:::data-copy"
      }
    }
  }
}
""",
        """
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_lb" "web" {
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }
}
""",
    ),
)
def check(bucket):
    if receives_access_logs(bucket) or bucket.is_set("replication_configuration.role"):
        return
    if bucket.related(_REPLICATION, "rule.destination.bucket"):
        return  # the copy
    if not bucket.related(_REPLICATION, "bucket"):
        yield bucket.fail(message="the bucket is not replicated")
