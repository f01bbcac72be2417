"""Backups of everything lie under one AWS-managed key, whose policy you cannot tighten.

A key of your own for the vault decides who may restore, and can stay out of reach of those who run
production. Some services keep their own key in the vault: EBS, RDS and others.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on="aws_backup_vault",
    severity=LOW,
    fix="Set kms_key_arn to a key of your own.",
    aliases=("CKV_AWS_166",),
    cwe=311,
    references=("https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",),
    bad=('resource "aws_backup_vault" "main" { name = "main" }  # here',),
    good=(
        """
resource "aws_backup_vault" "main" {
  name        = "main"
  kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "backups" {}

resource "aws_backup_vault" "main" { kms_key_arn = aws_kms_key.backups.arn }
""",
    ),
)
def check(vault):
    if not has_own_key(vault, "kms_key_arn"):
        yield vault.fail("kms_key_arn", "no key of your own is used")
