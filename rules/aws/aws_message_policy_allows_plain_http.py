"""Messages may be sent and read over plain HTTP: SQS and SNS answer there, too.

SDKs use HTTPS by themselves, but nothing stops a client that does not. A Deny for requests where
aws:SecureTransport is false does.
"""

from scanner import LOW, rule
from scanner.shapes import condition_values, grants, is_for_anyone, statements

_SENDING = {"aws_sqs_queue_policy": "sqs:SendMessage", "aws_sns_topic_policy": "sns:Publish"}


@rule(
    on=tuple(_SENDING),
    severity=LOW,
    fix="Add a statement that denies everything where aws:SecureTransport is false.",
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
        "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    ),
    bad=(
        """
resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  policy = jsonencode({  # here
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*",
        Condition = { Bool = { "aws:SecureTransport" = "false" } } },
      { Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "sqs:*", Resource = "*",
        Condition = { Bool = { "aws:SecureTransport" = "false" } } },
      { Effect = "Deny", Principal = "*", Action = "sqs:PurgeQueue", Resource = "*",
        Condition = { Bool = { "aws:SecureTransport" = "false" } } },
      { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*",
        Condition = { Bool = { "aws:SecureTransport" = "true" } } },
    ]
  })
}
""",
    ),
    good=(
        """
resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  policy = jsonencode({
    Statement = [{
      Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
""",
        """
resource "aws_sns_topic_policy" "orders" {
  arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  policy = jsonencode({
    Statement = [{
      Effect = "Deny", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*"
      Condition = { Bool = { "aws:SecureTransport" = false } }
    }]
  })
}
""",
    ),
)
def check(policy):
    action = _SENDING[policy.type]
    if not any(_denies_http(statement, action) for statement in statements(policy, "policy")):
        yield policy.fail("policy", "nothing denies requests over plain HTTP")


def _denies_http(statement, action):
    return (
        statement.get("Effect") == "Deny"
        and is_for_anyone(statement)
        and grants(statement, action)
        and any(
            value.value in ("false", False)
            for _, value in condition_values(statement, "aws:SecureTransport")
        )
    )
