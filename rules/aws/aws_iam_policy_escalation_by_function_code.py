"""Whoever may replace any function's code acts with the role of every function.

lambda:UpdateFunctionCode runs the holder's code under the function's role and with its secrets;
lambda:UpdateFunctionConfiguration does so with a layer. No iam:PassRole is needed, as the role is
already there.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    narrowly_grants,
    on_every,
    permission_policies,
)

_CHANGING = ("lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration")


@rule(
    on=PERMISSION_POLICIES,
    severity=HIGH,
    fix="Name the functions that may be changed.",
    related_ids=("CKV_AWS_110", "CKV_AWS_286"),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/access-control-identity-based.html",
    ),
    bad=(
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({  # here
    Statement = [{
      Effect   = "Allow"
      Action   = ["lambda:Update*"]
      Resource = "arn:aws:lambda:eu-central-1:123456789012:function:*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = "lambda:UpdateFunctionCode"
        Resource = "arn:aws:lambda:eu-central-1:123456789012:function:shop-*"
      },
      { Effect = "Allow", Action = "lambda:InvokeFunction", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "deploy" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "lambda:UpdateFunctionCode"
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceTag/Team" = "shop" } }
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
                narrowly_grants(statement, *_CHANGING)
                and on_every(statement, "function:*")
                and not statement.is_set("Condition")
            ):
                yield place.fail(name, "any function's code may be replaced")
