"""Anyone with an AWS account may use these packages: read them, or publish their own.

A package that a stranger publishes runs in your next build. Name the accounts, or limit the policy
to your organization.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=(
        "aws_codeartifact_domain_permissions_policy",
        "aws_codeartifact_repository_permissions_policy",
    ),
    severity=CRITICAL,
    fix="Name the accounts in Principal, or add a condition on aws:PrincipalOrgID.",
    cwe=732,
    references=("https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html",),
    bad=(
        """
resource "aws_codeartifact_repository_permissions_policy" "packages" {
  domain     = "team"
  repository = "packages"
  policy_document = jsonencode({  # here
    Statement = [{
      Effect = "Allow", Principal = "*", Action = "codeartifact:PublishPackageVersion",
      Resource = "*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_codeartifact_repository_permissions_policy" "packages" {
  domain     = "team"
  repository = "packages"
  policy_document = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "codeartifact:ReadFromRepository"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_codeartifact_domain_permissions_policy" "team" {
  domain = "team"
  policy_document = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "codeartifact:GetAuthorizationToken"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
""",
    ),
)
def check(packages):
    if any(is_public(statement) for statement in statements(packages, "policy_document")):
        yield packages.fail("policy_document", "every AWS account may use the packages")
