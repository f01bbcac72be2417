"""Anyone with an AWS account can read, or change, this secret.

The resource policy lets in every principal without a condition that limits who or from where. A
policy that denies everyone something is fine.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=("aws_secretsmanager_secret_policy", "aws_secretsmanager_secret"),
    severity=CRITICAL,
    fix="Name the principals in the policy, and set block_public_policy = true.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    ),
    bad=(
        """
resource "aws_secretsmanager_secret_policy" "db" {
  policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_secretsmanager_secret" "db" {
  policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "secretsmanager:*"
      Resource  = "*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_secretsmanager_secret_policy" "db" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/app" }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_secretsmanager_secret_policy" "db" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:DeleteSecret"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_secretsmanager_secret_policy" "db" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
    }]
  })
}
""",
    ),
)
def check(secret):
    if any(is_public(statement) for statement in statements(secret, "policy")):
        yield secret.fail("policy", "the policy lets in everyone")
