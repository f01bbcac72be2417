"""Every pod in the cluster can take this role, whatever its service account.

IAM roles for service accounts tell pods apart by the subject
(system:serviceaccount:NAMESPACE:NAME) alone. Without it, or with a wildcard for the namespace, a
compromised pod anywhere in the cluster has the role.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import allowing, conditions_ending, identity_provider, matches, principals

_CLUSTER = re.compile(r"\boidc\.eks\.(?:[\w-]{1,30}\.)?amazonaws\.com")
_NAMED = re.compile(r"\Asystem:serviceaccount:[a-z0-9-]+:")


@rule(
    on="aws_iam_role",
    severity=HIGH,
    fix="Add a condition on the provider's :sub with the namespace and service account.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    ),
    bad=(
        """
resource "aws_iam_role" "pod" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::1:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1"
      }
      Condition = {
        StringEquals = {
          "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud" = "sts.amazonaws.com"
        }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "pod" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::1:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1"
      }
      Condition = {
        StringLike = {
          "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub" = "system:serviceaccount:*:app"
        }
      }
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_role" "pod" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = {
        Federated = "arn:aws:iam::1:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1"
      }
      Condition = {
        StringLike = {
          "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub" = "system:serviceaccount:shop:*"
        }
      }
    }]
  })
}
""",
        """
resource "aws_iam_role" "app" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com" }
    }]
  })
}
""",
    ),
)  # fmt: skip
def check(role):
    for statement in allowing(role, "assume_role_policy"):
        if any(
            matches(_CLUSTER, identity_provider(one)) for one in principals(statement, "Federated")
        ):
            subjects = [one.value for one in conditions_ending(statement, ":sub")]
            if not subjects or any(not matches(_NAMED, subject) for subject in subjects):
                yield role.fail("assume_role_policy", "any pod may assume the role")
