"""Any branch, tag or pull request of the repository can take this role, without a review.

A subject that ends in ":*" lets a workflow on an unreviewed branch deploy to production. Name an
environment, which can ask for an approval, or the branch; for a role that only reads, or only
tests, any branch may be meant.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import allowing, condition_values, matches

_ANY = re.compile(r"\brepo:[\w.-]+/(?:\*|[\w.-]+\*?:(?:\*|ref:\*|ref:refs/\*|environment:\*))\Z")


@rule(
    on="aws_iam_role",
    severity=MEDIUM,
    fix="End the subject in environment:NAME or ref:refs/heads/BRANCH.",
    cwe=284,
    references=(
        "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect",
    ),
    bad=(
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "token.actions.githubusercontent.com" }
      Condition = {
        StringLike = { "token.actions.githubusercontent.com:sub" = "repo:shop/app:*" }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "token.actions.githubusercontent.com" }
      Condition = {
        "ForAnyValue:StringLike" = { "token.actions.githubusercontent.com:sub" = ["repo:shop/*"] }
      }
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:sub" = "repo:shop/app:environment:production"
        }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "token.actions.githubusercontent.com" }
      Condition = {
        StringLike = { "token.actions.githubusercontent.com:sub" = "repo:a/b:ref:refs/tags/v*" }
      }
    }]
  })
}
""",
    ),
)  # fmt: skip
def check(role):
    for statement in allowing(role, "assume_role_policy"):
        subjects = condition_values(statement, "token.actions.githubusercontent.com:sub")
        if any(matches(_ANY, subject.value) for _, subject in subjects):
            yield role.fail("assume_role_policy", "any branch may assume the role")
