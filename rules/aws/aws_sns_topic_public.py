"""Anyone with an AWS account may use this topic: publish to it, or subscribe and read along.

A policy for everybody is safe only with a condition, such as the owner of the source as in the
policy that AWS gives a new topic.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=("aws_sns_topic", "aws_sns_topic_policy"),
    severity=CRITICAL,
    fix="Name the principal, or add a condition on aws:SourceAccount or aws:SourceArn.",
    aliases=("CKV_AWS_169",),
    related_ids=("CKV_AWS_385",),
    cwe=732,
    references=("https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",),
    bad=(
        """
resource "aws_sns_topic_policy" "orders" {
  arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Subscribe", Resource = "*" }]
  })
}
""",
        """
resource "aws_sns_topic" "orders" {
  name = "orders"
  policy = jsonencode({  # here
    Statement = { Effect = "Allow", Principal = { AWS = "*" }, Action = "*", Resource = "*" }
  })
}
""",
    ),
    good=(
        """
resource "aws_sns_topic_policy" "orders" {
  arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["SNS:Publish", "SNS:Subscribe"]
      Resource  = "*"
      Condition = { StringEquals = { "AWS:SourceOwner" = "123456789012" } }
    }]
  })
}
""",
        """
resource "aws_sns_topic_policy" "alarms" {
  arn = "arn:aws:sns:eu-central-1:123456789012:alarms"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "*"
    }]
  })
}
""",
    ),
)
def check(topic):
    if any(is_public(statement) for statement in statements(topic, "policy")):
        yield topic.fail("policy", "every AWS account may use the topic")
