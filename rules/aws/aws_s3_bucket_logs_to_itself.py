"""Every delivered log is a request that is logged again: the bucket fills itself without end.

A bucket whose access logs go to itself grows for ever, and mixes its logs with its data, so that
who may write data may also forge the record. Send the logs to a bucket that is kept for them.
"""

from scanner import LOW, rule


@rule(
    on="aws_s3_bucket",
    severity=LOW,
    fix="Name another bucket, which is kept for logs, as the target.",
    cwe=834,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    ),
    bad=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = "data"  # here
  target_prefix = "log/"
}
""",
    ),
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
        'resource "aws_s3_bucket" "data" { bucket = "data" }',
    ),
)
def check(bucket):
    own = bucket.related("aws_s3_bucket_logging", "bucket")
    if own:
        for incoming in bucket.related("aws_s3_bucket_logging", "target_bucket"):
            if any(one.resource.address == incoming.resource.address for one in own):
                yield incoming.fail("target_bucket", "the bucket's logs go to itself")
