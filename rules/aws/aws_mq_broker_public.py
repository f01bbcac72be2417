"""The broker and its web console are on the internet, one password away from every message.

Brokers are private by default, and this cannot be changed after they are made. A private one is
reached from its VPC; RabbitMQ and ActiveMQ alike.
"""

from scanner import CRITICAL, rule


@rule(
    on="aws_mq_broker",
    severity=CRITICAL,
    fix="Remove publicly_accessible or set it to false.",
    aliases=("CKV_AWS_69", "AVD-AWS-0072"),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html",
    ),
    bad=('resource "aws_mq_broker" "orders" { publicly_accessible = true }  # here',),
    good=(
        'resource "aws_mq_broker" "orders" { publicly_accessible = false }',
        'resource "aws_mq_broker" "orders" { broker_name = "orders" }',
    ),
)
def check(broker):
    if broker.get("publicly_accessible", default=False):
        yield broker.fail("publicly_accessible", "the broker is on the internet")
