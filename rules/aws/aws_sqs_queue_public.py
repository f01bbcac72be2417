"""Anyone with an AWS account may use this queue: send it work, read its messages or empty it.

A policy for everybody is safe only with a condition on the source, such as the ARN of a topic, or
on the account or organization.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=("aws_sqs_queue", "aws_sqs_queue_policy"),
    severity=CRITICAL,
    fix="Name the principal, or add a condition on aws:SourceArn.",
    aliases=("CKV_AWS_168",),
    related_ids=("CKV_AWS_387",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    ),
    bad=(
        """
resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }]
  })
}
""",
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
  policy = jsonencode({  # here
    Statement = { Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:*", Resource = "*" }
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
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:123456789012:orders" } }
    }]
  })
}
""",
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
  policy = jsonencode({
    Statement = [{
      Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
""",
    ),
)
def check(queue):
    if any(is_public(statement) for statement in statements(queue, "policy")):
        yield queue.fail("policy", "every AWS account may use the queue")
