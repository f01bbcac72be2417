"""Waiting records are encrypted with a key that AWS owns, which leaves no trace and no say.

key_type CUSTOMER_MANAGED_CMK with a key_arn uses one of your own. A stream without server-side
encryption is another rule's finding.
"""

from scanner import LOW, rule


@rule(
    on="aws_kinesis_firehose_delivery_stream",
    severity=LOW,
    fix='Set key_type = "CUSTOMER_MANAGED_CMK" and key_arn in server_side_encryption.',
    aliases=("CKV_AWS_241",),
    cwe=311,
    references=("https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",),
    bad=(
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  server_side_encryption {  # here
    enabled = true
  }
}
""",
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
        'resource "aws_kinesis_firehose_delivery_stream" "logs" { destination = "splunk" }',
    ),
)
def check(stream):
    encryption = stream.sub("server_side_encryption")
    if not encryption.get("enabled", default=False):
        return
    if encryption.get("key_type", default="AWS_OWNED_CMK") != "CUSTOMER_MANAGED_CMK":
        yield encryption.fail("key_type", "no key of your own is used")
