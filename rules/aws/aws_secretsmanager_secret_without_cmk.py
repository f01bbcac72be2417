"""Whoever may read secrets in this account reads this one; no key stands in between.

Secrets Manager encrypts with the account's own key in any case. With a key of the team's, reading
takes the right to decrypt too, and other accounts can be let in.
"""

from scanner import LOW, rule


@rule(
    on="aws_secretsmanager_secret",
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_149", "AVD-AWS-0098"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    ),
    bad=('resource "aws_secretsmanager_secret" "db" { name = "db" }  # here',),
    good=(
        """
resource "aws_secretsmanager_secret" "db" {
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd"
}
""",
        """
resource "aws_kms_key" "secrets" {}

resource "aws_secretsmanager_secret" "db" { kms_key_id = aws_kms_key.secrets.arn }
""",
    ),
)
def check(secret):
    if not secret.is_set("kms_key_id"):
        yield secret.fail("kms_key_id", "the secret has no key of its own")
