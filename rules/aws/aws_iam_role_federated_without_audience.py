"""A token that was issued for another purpose is taken for a login to this role.

An identity provider issues tokens for many clients. The audience condition (the provider's :aud,
or SAML:aud) makes AWS take only those that are meant for it. A condition on the subject names one
identity and is as good. Statements for GitHub's workflows and for the pods of EKS need a subject,
which rules of their own ask for.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import allowing, conditions_ending, identity_provider, matches, principals

_OTHERS = re.compile(r"/token\.actions\.githubusercontent\.com\Z|\boidc\.eks\.")


@rule(
    on="aws_iam_role",
    severity=MEDIUM,
    fix="Add a condition on the provider's :aud, or on SAML:aud.",
    cwe=287,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html",
    ),
    bad=(
        """
resource "aws_iam_role" "staff" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/staff" }
    }]
  })
}
""",
        """
resource "aws_iam_role" "app" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "accounts.google.com" }
      Condition = { StringEquals = { "aws:RequestedRegion" = "eu-central-1" } }
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_role" "staff" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/staff" }
      Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
    }]
  })
}
""",
        """
resource "aws_iam_role" "pod" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com" }
        Condition = { StringEquals = { "oidc.example.com:sub" = "system:serviceaccount:shop:app" } }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "ec2.amazonaws.com" }
      },
    ]
  })
}
""",
        # The rules on GitHub's workflows and on pods tell these.
        """
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
        }
      },
      {
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = "arn:aws:iam::1:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1"
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
        named = any(True for _ in conditions_ending(statement, ":aud", ":sub"))
        providers = [identity_provider(one) for one in principals(statement, "Federated")]
        if not named and any(not matches(_OTHERS, provider) for provider in providers):
            yield role.fail("assume_role_policy", "tokens for any audience are taken")
