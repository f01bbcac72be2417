"""Every repository on GitHub, whoever's it is, can take this role from its workflows.

GitHub gives every workflow a token, and all that tells yours from others' is the subject
(repo:OWNER/REPOSITORY:...). A trust policy that leaves it out, or lets it be anything or any owner,
trusts GitHub's whole public. A condition on another claim that names the repository or its owner
passes.
"""

import re

from scanner import CRITICAL, rule
from scanner.shapes import (
    allowing,
    condition_values,
    conditions_ending,
    identity_provider,
    matches,
    principals,
)

_ISSUER = "token.actions.githubusercontent.com"
_PROVIDER = re.compile(r"/token\.actions\.githubusercontent\.com\Z")
# The owner, or the repository's id, stands there in full: repo:OWNER/...
_OWNED = re.compile(
    r"\b(?:repo|repository|job_workflow_ref):[\w.-]+/"
    r"|\b(?:repository_owner|repository_owner_id|repository_id):[\w-]+(?::|\Z)"
)
_OTHERS = (
    ":job_workflow_ref",
    ":repository",
    ":repository_id",
    ":repository_owner",
    ":repository_owner_id",
)


@rule(
    on="aws_iam_role",
    severity=CRITICAL,
    fix="Add a condition on token.actions.githubusercontent.com:sub with your repository.",
    related_ids=("CKV_AWS_358",),
    cwe=284,
    references=(
        "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    ),
    bad=(
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      }
      Condition = {
        StringLike = {
          "token.actions.githubusercontent.com:sub" = ["repo:shop/app:*", "repo:*/app:*"]
        }
      }
    }]
  })
}
""",
        """
resource "aws_iam_openid_connect_provider" "ci" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.ci.arn }
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
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:repository_id" = "123456" }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      }
      Condition = {
        StringLike = { "token.actions.githubusercontent.com:sub" = "repo:shop/app:*" }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "node" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com" }
      },
      {
        Effect    = "Deny"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
        }
      },
    ]
  })
}
""",
    ),
)  # fmt: skip
def check(role):
    for statement in allowing(role, "assume_role_policy"):
        if not any(
            matches(_PROVIDER, identity_provider(one)) for one in principals(statement, "Federated")
        ):
            continue
        if any(True for _ in conditions_ending(statement, *_OTHERS)):
            continue
        subjects = [one.value for _, one in condition_values(statement, f"{_ISSUER}:sub")]
        if not subjects or any(not matches(_OWNED, subject) for subject in subjects):
            yield role.fail("assume_role_policy", "any repository may assume the role")
