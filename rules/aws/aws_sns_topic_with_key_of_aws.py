"""The topic uses SNS's shared key: its policy is AWS's, and other services cannot be let in.

CloudWatch, EventBridge or S3 cannot publish to a topic with this key, and their messages are lost
without an error of yours. With a key of your own you say who may use it.
"""

from scanner import LOW, rule


@rule(
    on="aws_sns_topic",
    severity=LOW,
    fix="Set kms_master_key_id to a key of your own.",
    aliases=("AVD-AWS-0136",),
    cwe=311,
    references=("https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",),
    bad=(
        """
resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sns"  # here
}
""",
    ),
    good=(
        """
resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/topics"
}
""",
        'resource "aws_sns_topic" "orders" { name = "orders" }',
    ),
)
def check(topic):
    if topic.get("kms_master_key_id", default="") == "alias/aws/sns":
        yield topic.fail("kms_master_key_id", "the key is one that AWS manages for everyone")
