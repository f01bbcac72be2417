"""Every AWS account may read from this stream, or write to it.

The stream's policy allows everybody, without a condition that says who or from where. Name the
accounts or roles that share it.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on="aws_kinesis_resource_policy",
    severity=CRITICAL,
    fix="Name the principals that may use the stream.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html",
    ),
    bad=(
        """
resource "aws_kinesis_resource_policy" "clicks" {
  resource_arn = "arn:aws:kinesis:eu-central-1:111122223333:stream/clicks"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "kinesis:Get*", Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_kinesis_resource_policy" "clicks" {
  resource_arn = "arn:aws:kinesis:eu-central-1:111122223333:stream/clicks"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::444455556666:root" }
      Action    = "kinesis:Get*"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_kinesis_resource_policy" "organization" {
  resource_arn = "arn:aws:kinesis:eu-central-1:111122223333:stream/clicks"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kinesis:Get*"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
    }]
  })
}
""",
    ),
)
def check(policy):
    if any(is_public(statement) for statement in statements(policy, "policy")):
        yield policy.fail("policy", "the policy lets in everyone")
