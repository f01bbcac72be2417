"""Whoever becomes administrator can delete every backup along with what was backed up.

A vault lock makes backups undeletable for their retention; with changeable_for_days it can, after
that time, be lifted by nobody at all. It is hard to undo, so good teams think twice.
"""

from scanner import LOW, rule


@rule(
    on="aws_backup_vault",
    severity=LOW,
    fix="Add aws_backup_vault_lock_configuration for the vault.",
    cwe=693,
    references=("https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",),
    bad=(
        """
resource "aws_backup_vault" "main" { name = "main" }  # here

resource "aws_backup_vault_lock_configuration" "other" { backup_vault_name = "other" }
""",
    ),
    good=(
        """
resource "aws_backup_vault" "main" { name = "main" }

resource "aws_backup_vault_lock_configuration" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  changeable_for_days = 3
  min_retention_days  = 7
}
""",
        """
resource "aws_backup_vault" "main" { name = "main" }

resource "aws_backup_vault_lock_configuration" "main" { backup_vault_name = "main" }
""",
    ),
)
def check(vault):
    if not vault.related("aws_backup_vault_lock_configuration", "backup_vault_name"):
        yield vault.fail(message="backups can be deleted at any time")
