"""Allowing the actions on all resources but a few reaches everything that nobody thought of.

NotResource in an Allow statement comprises every resource of the account, and of other accounts
that let it, except those listed; new ones come along. Use it in Deny statements only.
"""

from scanner import MEDIUM, rule
from scanner.shapes import PERMISSION_POLICIES, allowing, permission_policies


@rule(
    on=PERMISSION_POLICIES,
    severity=MEDIUM,
    fix="List the allowed resources with Resource.",
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
    ),
    bad=(
        """
resource "aws_iam_group_policy" "data" {
  group = "staff"
  policy = jsonencode({  # here
    Statement = [{
      Effect      = "Allow"
      Action      = "s3:GetObject"
      NotResource = "arn:aws:s3:::payroll/*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_group_policy" "data" {
  group = "staff"
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::reports/*" },
      { Effect = "Deny", Action = "s3:*", NotResource = "arn:aws:s3:::reports/*" },
    ]
  })
}
""",
        'resource "aws_iam_role" "service" { assume_role_policy = "{}" }',
    ),
)  # fmt: skip
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if statement.is_set("NotResource"):
                yield place.fail(name, "a statement allows all but the resources it lists")
