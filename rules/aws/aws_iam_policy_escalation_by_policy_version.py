"""Whoever may write a new version of any policy can give himself every right there is.

iam:CreatePolicyVersion changes what an attached policy says without attaching anything, and
iam:SetDefaultPolicyVersion brings back an older, wider version. On every policy that includes the
holder's own.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Name the policies that may be changed, and keep the holder's own out.",
    related_ids=("CKV_AWS_110", "CKV_AWS_286"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "editor" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "editor" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:SetDefault*"
      Resource = "arn:aws:iam::123456789012:policy/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "editor" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:CreatePolicyVersion"
        Resource = "arn:aws:iam::123456789012:policy/applications/*"
      },
      { Effect = "Allow", Action = "iam:GetPolicyVersion", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "editor" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:CreatePolicyVersion"
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceTag/Team" = "data" } }
    }]
  })
}
""",
    ),
)  # fmt: skip
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if (
                narrowly_grants(statement, "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion")
                and on_every(statement, "policy/*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "any policy may be rewritten")
