"""Whoever has this policy is administrator of the whole account.

Allowing every action on every resource makes any leaked key and any compromised task a
compromised account. Name the actions and resources that are needed; use AWS's AdministratorAccess
where a human administrator is really meant, so that it shows.
"""

from scanner import HIGH, rule
from scanner.shapes import statements

_POLICIES = (
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
)


@rule(
    on=(*_POLICIES, "aws_iam_role"),
    severity=HIGH,
    fix="Name the actions and resources that are needed.",
    related_ids=("CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_1", "CKV_AWS_355", "AVD-AWS-0057"),
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    ),
    bad=(
        """
resource "aws_iam_policy" "admin" {
  name = "admin"
  policy = jsonencode({  # here
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_role_policy" "admin" {
  role = "service"
  # here
  policy = <<-JSON
    {"Version": "2012-10-17",
     "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", "*"], "Resource": ["*"]}}
  JSON
}
""",
        """
resource "aws_iam_role" "service" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "all"
    policy = jsonencode({  # here
      Statement = { Effect = "Allow", Action = "*:*", Resource = "*" }
    })
  }
}
""",
        """
data "aws_iam_policy_document" "admin" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "admin" {
  policy = data.aws_iam_policy_document.admin.json  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_policy" "read" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::data/*" },
      { Effect = "Deny", Action = "*", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_iam_policy" "list" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }]
  })
}
""",
        """
resource "aws_iam_policy" "everything_here" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::data" }]
  })
}
""",
        """
resource "aws_iam_policy" "with_mfa" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "*"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}
""",
        """
resource "aws_iam_role" "service" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
  })
}
""",
    ),
)  # fmt: skip
def check(policy):
    if policy.type == "aws_iam_role":
        for inline in policy.each("inline_policy"):
            yield from _violations(inline)
    else:
        yield from _violations(policy)


def _violations(policy):
    for statement in statements(policy, "policy"):
        if (
            statement.get("Effect") == "Allow"
            and any(action.value in ("*", "*:*") for action in statement.each("Action"))
            and any(resource.value == "*" for resource in statement.each("Resource"))
            and not statement.is_set("Condition")
        ):
            yield policy.fail("policy", "a statement allows every action on every resource")
