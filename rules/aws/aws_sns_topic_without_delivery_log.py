"""Whether a message reached its subscribers, and why not, is not recorded.

SNS logs deliveries to Lambda, SQS, HTTP, Firehose and mobile applications when the topic has a role
for it. A topic for e-mail has no such log.
"""

from scanner import LOW, rule

_KINDS = ("application", "firehose", "http", "lambda", "sqs")


@rule(
    on="aws_sns_topic",
    severity=LOW,
    fix="Set the failure feedback role of the protocols that the topic delivers by.",
    cwe=778,
    references=("https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html",),
    bad=('resource "aws_sns_topic" "orders" { name = "orders" }  # here',),
    good=(
        """
resource "aws_sns_topic" "orders" {
  name                          = "orders"
  sqs_failure_feedback_role_arn = "arn:aws:iam::123456789012:role/logs"
}
""",
        """
resource "aws_iam_role" "logs" {
  assume_role_policy = "{}"
}

resource "aws_sns_topic" "orders" {
  name                             = "orders"
  lambda_failure_feedback_role_arn = aws_iam_role.logs.arn
}
""",
    ),
)
def check(topic):
    if not any(topic.get(f"{kind}_failure_feedback_role_arn", default="") for kind in _KINDS):
        yield topic.fail(message="failed deliveries are not logged")
