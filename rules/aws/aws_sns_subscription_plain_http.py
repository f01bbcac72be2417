"""Every message of the topic is sent over the internet in plain text.

Whoever sits between reads and changes it, and can confirm the subscription for themselves.
"""

from scanner import HIGH, rule


@rule(
    on="aws_sns_topic_subscription",
    severity=HIGH,
    fix='Use protocol = "https" and an https endpoint.',
    cwe=319,
    references=("https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",),
    bad=(
        """
resource "aws_sns_topic_subscription" "hook" {
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  protocol  = "http"  # here
  endpoint  = "http://hook.example.com/orders"
}
""",
    ),
    good=(
        """
resource "aws_sns_topic_subscription" "hook" {
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  protocol  = "https"
  endpoint  = "https://hook.example.com/orders"
}
""",
        """
resource "aws_sns_topic_subscription" "queue" {
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-central-1:123456789012:orders"
}
""",
    ),
)
def check(subscription):
    if subscription.get("protocol") == "http":
        yield subscription.fail("protocol", "messages are sent in plain text")
