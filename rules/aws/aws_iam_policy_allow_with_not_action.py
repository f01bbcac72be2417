"""Allowing all but a few actions allows everything else, also what AWS adds tomorrow.

NotAction in an Allow statement grants every service and action that is not listed. It is meant for
Deny, where it is safe.
"""

from scanner import HIGH, rule
from scanner.shapes import PERMISSION_POLICIES, allowing, permission_policies


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="List the allowed actions with Action, or turn the statement into a Deny.",
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "power" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }]
  })
}
""",
        """
data "aws_iam_policy_document" "power" {
  statement {
    not_actions = ["iam:*"]
    resources   = ["*"]
  }
}

resource "aws_iam_role_policy" "power" {
  role   = "power"
  policy = data.aws_iam_policy_document.power.json  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "region" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      NotAction = ["iam:*", "sts:*"]
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:RequestedRegion" = "eu-central-1" } }
    }]
  })
}
""",
        """
resource "aws_iam_policy" "read" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}
""",
    ),
)  # fmt: skip
def check(policy):
    for place, name in permission_policies(policy):
        for statement in allowing(place, name):
            if statement.is_set("NotAction"):
                yield place.fail(name, "a statement allows all but the actions it lists")
