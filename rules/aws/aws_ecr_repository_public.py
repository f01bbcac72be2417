"""Every AWS account may use this repository: pull its images, or even push its own.

Images hold code, and often more than they should; an image pushed by a stranger is the next one
deployed. Name the accounts, or limit the policy to your organization.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=("aws_ecr_repository_policy", "aws_ecr_registry_policy"),
    severity=CRITICAL,
    fix="Name the accounts in Principal, or add a condition on aws:PrincipalOrgID.",
    aliases=("CKV_AWS_32", "AVD-AWS-0032"),
    cwe=732,
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",),
    bad=(
        """
resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "ecr:BatchGetImage"
    }]
  })
}
""",
        """
resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "ecr:BatchGetImage"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
""",
    ),
)
def check(repository):
    if any(is_public(statement) for statement in statements(repository, "policy")):
        yield repository.fail("policy", "every AWS account may use the repository")
