"""Another customer of the same vendor can make the vendor use this role for him.

A role that trusts a vendor's account trusts whatever that vendor is asked to do with it (the
confused deputy). An external id of one's own in a condition tells the customers apart. Trust in an
account of one's own organization needs none: a role of it, or a condition on the organization, the
caller or a second factor, passes. Which accounts are one's own cannot be seen in the code, so that
this is a hint.
"""

import re

from scanner import LOW, rule
from scanner.shapes import allowing, conditions_ending, limits_callers, matches, principals

_ACCOUNT = re.compile(r"\A(?:arn:[\w-]+:iam::)?\d{12}(?::root)?\Z")

_TELLING = ("sts:externalid", "aws:multifactorauthpresent")


@rule(
    on="aws_iam_role",
    severity=LOW,
    confidence=LOW,
    fix="Add a condition that sts:ExternalId equals an id that only you and the vendor use.",
    cwe=441,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    ),
    bad=(
        """
resource "aws_iam_role" "vendor" {
  assume_role_policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::210987654321:root" }
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_role" "vendor" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "210987654321" }
      Condition = { StringEquals = { "sts:ExternalId" = "7f3c9a" } }
    }]
  })
}
""",
        """
resource "aws_iam_role" "own" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "arn:aws:iam::210987654321:role/deploy" }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "arn:aws:iam::210987654321:root" }
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
      },
    ]
  })
}
""",
        """
data "aws_caller_identity" "current" {}

resource "aws_iam_role" "own" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::210987654321:root" }
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}
""",
    ),
)  # fmt: skip
def check(role):
    for statement in allowing(role, "assume_role_policy"):
        if (
            any(matches(_ACCOUNT, one.value) for one in principals(statement, "AWS"))
            and not limits_callers(statement)
            and not any(True for _ in conditions_ending(statement, *_TELLING))
        ):
            yield role.fail("assume_role_policy", "another account needs no external id")
