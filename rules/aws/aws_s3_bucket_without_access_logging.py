"""Nobody can tell afterwards who read or deleted what in this bucket.

Server access logging writes down every request, with the requester and the object. CloudTrail data
events tell the same at a price per event; teams that record those can do without. A bucket that
receives such logs is left out: logging to itself would never end.
"""

from scanner import LOW, rule
from scanner.shapes import receives_access_logs


@rule(
    on="aws_s3_bucket",
    severity=LOW,
    fix="Add aws_s3_bucket_logging with a target bucket that is kept for logs.",
    related_ids=("CKV_AWS_18", "AVD-AWS-0089"),
    cwe=778,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",),
    bad=('resource "aws_s3_bucket" "data" { bucket = "data" }  # here',),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
  logging {
    target_bucket = "logs"
  }
}
""",
    ),
)
def check(bucket):
    if receives_access_logs(bucket) or bucket.is_set("logging.target_bucket"):
        return
    if not bucket.related("aws_s3_bucket_logging", "bucket"):
        yield bucket.fail(message="access to the bucket is not logged")
