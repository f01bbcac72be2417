"""Any AWS account may copy its backups into this vault, or yours out of it.

The vault's policy allows everybody without a condition that limits who. Name the accounts or the
organization (aws:PrincipalOrgID) that share it; a statement that denies everybody is fine.
"""

from scanner import HIGH, rule
from scanner.shapes import is_public, statements


@rule(
    on="aws_backup_vault_policy",
    severity=HIGH,
    fix="Name the principals, or add a condition on aws:PrincipalOrgID.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html",
    ),
    bad=(
        """
resource "aws_backup_vault_policy" "main" {
  backup_vault_name = "main"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "backup:*", Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_backup_vault_policy" "main" {
  backup_vault_name = "main"
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "backup:DeleteRecoveryPoint"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_backup_vault_policy" "main" {
  backup_vault_name = "main"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "backup:CopyIntoBackupVault"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
    }]
  })
}
""",
    ),
)
def check(policy):
    if any(is_public(statement) for statement in statements(policy, "policy")):
        yield policy.fail("policy", "the policy lets in everyone")
