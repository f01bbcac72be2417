"""Who should only send or read messages may also purge the queue, delete it and rewrite its policy.

``sqs:*`` in a queue's policy hands over the queue itself. Name what the other side does: it sends,
or it receives and deletes messages. A statement for everyone is found by another rule.
"""

from scanner import MEDIUM, rule
from scanner.shapes import allowing, covers, is_public


@rule(
    on=("aws_sqs_queue", "aws_sqs_queue_policy"),
    severity=MEDIUM,
    fix="Name the actions, such as sqs:SendMessage.",
    related_ids=("CKV_AWS_72", "AVD-AWS-0097"),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    ),
    bad=(
        """
resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  policy = jsonencode({  # here
    Statement = [{
      Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*"
    }]
  })
}
""",
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
  policy = jsonencode({  # here
    Statement = [{
      Effect = "Allow", Principal = { AWS = "123456789012" }, Action = ["SQS:*"], Resource = "*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "sqs:Send*",
        Resource = "*" },
    ]
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
        # The rule on public queues tells this.
        """
resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }]
  })
}
""",
    ),
)
def check(queue):
    for statement in allowing(queue, "policy"):
        every = any(covers(action.value, "sqs:*") for action in statement.each("Action"))
        if every and not is_public(statement):
            yield queue.fail("policy", "a statement allows every action on the queue")
            return
