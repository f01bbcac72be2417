"""Messages wait for their delivery unencrypted: the topic names no KMS key.

SNS has no encryption of its own at rest. A topic that only carries alarms may do without, and one
that CloudWatch publishes to needs a key of your own, as its policy must let CloudWatch in.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sns_topic",
    severity=MEDIUM,
    fix="Set kms_master_key_id.",
    aliases=("CKV_AWS_26", "AVD-AWS-0095"),
    cwe=311,
    references=("https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",),
    bad=('resource "aws_sns_topic" "orders" { name = "orders" }  # here',),
    good=(
        """
resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sns"
}
""",
        """
resource "aws_kms_key" "topics" {}

resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = aws_kms_key.topics.id
}
""",
    ),
)
def check(topic):
    if not topic.get("kms_master_key_id", default=""):
        yield topic.fail("kms_master_key_id", "messages are not encrypted")
