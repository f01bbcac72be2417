"""Anyone with an AWS account of any kind can take this role and do what it may do.

A trust policy with the principal "*" is open to the world unless a condition names the accounts,
the organization or the caller. An external id alone is no such condition: it is no secret.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on="aws_iam_role",
    severity=CRITICAL,
    fix="Name the accounts, roles or services that may assume the role.",
    related_ids=("CKV_AWS_60",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    ),
    bad=(
        """
resource "aws_iam_role" "shared" {
  assume_role_policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole" }]
  })
}
""",
        """
resource "aws_iam_role" "shared" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = "shop" } }
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_role" "shared" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
""",
        """
resource "aws_iam_role" "service" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "ec2.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
      { Effect = "Deny", Principal = { AWS = "*" }, Action = "sts:AssumeRole" },
    ]
  })
}
""",
    ),
)  # fmt: skip
def check(role):
    for statement in statements(role, "assume_role_policy"):
        if is_public(statement):
            yield role.fail("assume_role_policy", "anyone may assume the role")
