"""Messages are encrypted, but with a key of AWS that you can neither watch nor revoke.

A KMS key of your own adds a policy, an audit trail and the means to shut access off. Where
none of this is required, SQS's own encryption is enough.
"""

from scanner import LOW, rule


@rule(
    on="aws_sqs_queue",
    severity=LOW,
    fix="Set kms_master_key_id to a key of your own.",
    related_ids=("AVD-AWS-0135", "CKV2_AWS_73"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
    ),
    bad=(
        'resource "aws_sqs_queue" "orders" { name = "orders" }  # here',
        """
resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sqs"  # here
}
""",
    ),
    good=(
        """
resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/queues"
}
""",
        """
resource "aws_kms_key" "queues" {}

resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = aws_kms_key.queues.id
}
""",
    ),
)
def check(queue):
    if queue.get("kms_master_key_id", default="") in ("", "alias/aws/sqs"):
        yield queue.fail("kms_master_key_id", "messages have no key of your own")
