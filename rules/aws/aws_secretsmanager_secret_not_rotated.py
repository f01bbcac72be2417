"""A secret that is never changed is good for ever to whoever once saw it.

Secrets Manager changes a secret on a schedule by aws_secretsmanager_secret_rotation. Keys of third
parties, which no function can change, are why teams differ.
"""

from scanner import LOW, rule


@rule(
    on="aws_secretsmanager_secret",
    severity=LOW,
    fix="Add aws_secretsmanager_secret_rotation.",
    aliases=("CKV2_AWS_57",),
    cwe=262,
    references=(
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    ),
    bad=('resource "aws_secretsmanager_secret" "db" { name = "db" }  # here',),
    good=(
        """
resource "aws_secretsmanager_secret" "db" { name = "db" }

resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id = aws_secretsmanager_secret.db.id
  rotation_rules { automatically_after_days = 30 }
}
""",
        'resource "aws_secretsmanager_secret_version" "db" { secret_id = "db" }',
    ),
)
def check(secret):
    if not secret.related("aws_secretsmanager_secret_rotation", "secret_id"):
        yield secret.fail(message="the secret is never changed")
