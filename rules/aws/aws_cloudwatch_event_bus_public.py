"""Any AWS account may send events to this bus, and your rules act on them as if they were yours.

An event starts functions, tasks and pipelines with your roles. Name the accounts that may send, or
limit the policy to your organization.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=("aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_permission"),
    severity=CRITICAL,
    fix="Name the accounts, or add a condition on aws:PrincipalOrgID.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html",
    ),
    bad=(
        """
resource "aws_cloudwatch_event_bus_policy" "main" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "events:PutEvents", Resource = "*" }]
  })
}
""",
        """
resource "aws_cloudwatch_event_permission" "all" {
  principal    = "*"  # here
  statement_id = "all"
}
""",
    ),
    good=(
        """
resource "aws_cloudwatch_event_bus_policy" "main" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "events:PutEvents"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_cloudwatch_event_permission" "organization" {
  principal    = "*"
  statement_id = "organization"
  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-a1b2c3d4e5"
  }
}
""",
        """
resource "aws_cloudwatch_event_permission" "partner" {
  principal    = "123456789012"
  statement_id = "partner"
}
""",
    ),
)
def check(bus):
    if bus.type == "aws_cloudwatch_event_permission":
        if bus.get("principal") == "*" and not any(True for _ in bus.each("condition")):
            yield bus.fail("principal", "every AWS account may send events")
    elif any(is_public(statement) for statement in statements(bus, "policy")):
        yield bus.fail("policy", "every AWS account may use the bus")
