"""Records wait in Firehose unencrypted until they are delivered.

Server-side encryption is off by default. A stream that reads from Kinesis or MSK takes no records
directly and cannot have it: there the source encrypts.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_kinesis_firehose_delivery_stream",
    severity=MEDIUM,
    fix="Add server_side_encryption with enabled = true.",
    aliases=("CKV_AWS_240",),
    cwe=311,
    references=("https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",),
    bad=(
        'resource "aws_kinesis_firehose_delivery_stream" "x" { destination = "splunk" }  # here',
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  server_side_encryption {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  server_side_encryption { enabled = true }
}
""",
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  kinesis_source_configuration { role_arn = "arn:aws:iam::111122223333:role/firehose" }
}
""",
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  msk_source_configuration { topic_name = "logs" }
}
""",
    ),
)
def check(stream):
    for source in ("kinesis_source_configuration", "msk_source_configuration"):
        if any(True for _ in stream.each(source)):
            return
    if not stream.get("server_side_encryption.enabled", default=False):
        yield stream.fail("server_side_encryption.enabled", "records are not encrypted at rest")
