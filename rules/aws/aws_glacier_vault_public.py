"""Anyone with an AWS account may use this archive: list it, retrieve from it, write to it.

The vault's access policy allows everybody without a condition that limits who. A vault lock policy
usually denies, which is fine for everybody.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements

_ARGUMENTS = {"aws_glacier_vault": "access_policy", "aws_glacier_vault_lock": "policy"}


@rule(
    on=("aws_glacier_vault", "aws_glacier_vault_lock"),
    severity=CRITICAL,
    fix="Name the principals that may use the vault.",
    aliases=("CKV_AWS_167",),
    cwe=732,
    references=("https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html",),
    bad=(
        """
resource "aws_glacier_vault" "archive" {
  access_policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:*", Resource = "*" }]
  })
}
""",
        """
resource "aws_glacier_vault_lock" "archive" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_glacier_vault" "archive" {
  access_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = "glacier:*"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_glacier_vault_lock" "archive" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "glacier:DeleteArchive"
      Resource  = "*"
      Condition = { NumericLessThanEquals = { "glacier:ArchiveAgeInDays" = "365" } }
    }]
  })
}
""",
    ),
)
def check(vault):
    argument = _ARGUMENTS[vault.type]
    if any(is_public(statement) for statement in statements(vault, argument)):
        yield vault.fail(argument, "the policy lets in everyone")
