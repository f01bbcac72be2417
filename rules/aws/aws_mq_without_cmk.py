"""Messages at rest are encrypted with a key that AWS owns, which you can neither see nor shut off.

Amazon MQ takes a key of your own in encryption_options, when the broker is made.
use_aws_owned_key = false alone picks the AWS-managed key of the account, still not yours.
"""

from scanner import LOW, rule


@rule(
    on="aws_mq_broker",
    severity=LOW,
    fix="Set kms_key_id and use_aws_owned_key = false in encryption_options.",
    aliases=("CKV_AWS_209",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html",
    ),
    bad=(
        'resource "aws_mq_broker" "orders" { engine_type = "RabbitMQ" }  # here',
        """
resource "aws_mq_broker" "orders" {
  encryption_options { use_aws_owned_key = false }  # here
}
""",
    ),
    good=(
        """
resource "aws_mq_broker" "orders" {
  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
        """
resource "aws_kms_key" "orders" {}

resource "aws_mq_broker" "orders" {
  encryption_options {
    use_aws_owned_key = "false"
    kms_key_id        = aws_kms_key.orders.arn
  }
}
""",
    ),
)
def check(broker):
    if not broker.get("encryption_options.kms_key_id", default=""):
        yield broker.fail("encryption_options.kms_key_id", "no key of your own is used")
