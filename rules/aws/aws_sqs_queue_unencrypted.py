"""Messages of this queue lie unencrypted on disk: the encryption that SQS does itself is off.

SQS encrypts new queues with a key of its own at no cost. Only a queue that switches it off and
names no KMS key is not encrypted.
"""

from scanner import HIGH, rule


@rule(
    on="aws_sqs_queue",
    severity=HIGH,
    fix="Remove sqs_managed_sse_enabled, or set kms_master_key_id.",
    related_ids=("CKV_AWS_27", "AVD-AWS-0096"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    ),
    bad=(
        """
resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  sqs_managed_sse_enabled = false  # here
}
""",
    ),
    good=(
        'resource "aws_sqs_queue" "orders" { name = "orders" }',
        """
resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/queues"
}
""",
        """
resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  kms_master_key_id       = "alias/queues"
  sqs_managed_sse_enabled = false
}
""",
    ),
)
def check(queue):
    if queue.get("sqs_managed_sse_enabled", default=True):
        return
    if not queue.get("kms_master_key_id", default=""):
        yield queue.fail("sqs_managed_sse_enabled", "messages are not encrypted")
