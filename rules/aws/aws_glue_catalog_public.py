"""Anyone with an AWS account can read, or change, this Data Catalog.

The catalog's resource policy lets in every principal without a condition that limits who or from
where.
"""

from scanner import HIGH, rule
from scanner.shapes import is_public, statements


@rule(
    on="aws_glue_resource_policy",
    severity=HIGH,
    fix="Name the accounts or roles in the policy.",
    cwe=732,
    references=("https://docs.aws.amazon.com/glue/latest/dg/security_iam_service-with-iam.html",),
    bad=(
        """
resource "aws_glue_resource_policy" "all" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "glue:*", Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_glue_resource_policy" "all" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "111122223333" }
      Action    = "glue:GetTable"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_glue_resource_policy" "all" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "glue:GetTable"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
    }]
  })
}
""",
    ),
)
def check(catalog):
    if any(is_public(statement) for statement in statements(catalog, "policy")):
        yield catalog.fail("policy", "the policy lets in everyone")
