"""Messages that this subscriber cannot take are thrown away when SNS gives up.

SNS retries for minutes to days, depending on the protocol, and then drops the message. A redrive
policy keeps it in a queue. Messages to people, by e-mail or SMS, cannot be kept that way.
"""

from scanner import LOW, rule


@rule(
    on="aws_sns_topic_subscription",
    severity=LOW,
    fix="Set redrive_policy with the ARN of a queue as deadLetterTargetArn.",
    cwe=755,
    references=("https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",),
    bad=(
        """
resource "aws_sns_topic_subscription" "function" {  # here
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  protocol  = "lambda"
  endpoint  = "arn:aws:lambda:eu-central-1:123456789012:function:orders"
}
""",
    ),
    good=(
        """
resource "aws_sns_topic_subscription" "function" {
  topic_arn      = "arn:aws:sns:eu-central-1:123456789012:orders"
  protocol       = "lambda"
  endpoint       = "arn:aws:lambda:eu-central-1:123456789012:function:orders"
  redrive_policy = jsonencode({ deadLetterTargetArn = "arn:aws:sqs:eu-west-1:1:failed" })
}
""",
        """
resource "aws_sns_topic_subscription" "people" {
  topic_arn = "arn:aws:sns:eu-central-1:123456789012:alarms"
  protocol  = "email"
  endpoint  = "operations@example.com"
}
""",
    ),
)
def check(subscription):
    if subscription.get("protocol") not in ("sqs", "lambda", "http", "https", "firehose"):
        return
    if not subscription.get("redrive_policy", default=""):
        yield subscription.fail("redrive_policy", "messages that cannot be delivered are lost")
