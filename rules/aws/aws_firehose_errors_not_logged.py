"""Records that cannot be delivered are dropped or set aside, and no log tells why.

Each destination writes its errors to CloudWatch only where its cloudwatch_logging_options are on;
they are off by default.
"""

from scanner import LOW, rule

_DESTINATIONS = (
    "elasticsearch",
    "extended_s3",
    "http_endpoint",
    "iceberg",
    "opensearch",
    "opensearchserverless",
    "redshift",
    "snowflake",
    "splunk",
)


@rule(
    on="aws_kinesis_firehose_delivery_stream",
    severity=LOW,
    fix="Add cloudwatch_logging_options with enabled = true to the destination.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html",
    ),
    bad=(
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  extended_s3_configuration {  # here
    bucket_arn = "arn:aws:s3:::logs"
  }
}
""",
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  splunk_configuration {
    cloudwatch_logging_options {
      enabled = false  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  http_endpoint_configuration {
    cloudwatch_logging_options { enabled = true }
  }
}
""",
        'resource "aws_kinesis_firehose_delivery_stream" "logs" { name = "logs" }',
    ),
)
def check(stream):
    for name in _DESTINATIONS:
        for destination in stream.each(f"{name}_configuration"):
            path = "cloudwatch_logging_options.enabled"
            if not destination.get(path, default=False):
                yield destination.fail(path, "delivery errors are not logged")
