"""A secret that is destroyed by mistake is gone, and every application that uses it with it.

With recovery_window_in_days = 0 nothing can be restored. The default is 30 days; copies of an
environment that is made and destroyed often are why teams set 0.
"""

from scanner import LOW, rule


@rule(
    on="aws_secretsmanager_secret",
    severity=LOW,
    fix="Set recovery_window_in_days to 7 or more, or leave it out.",
    cwe=404,
    references=(
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
    ),
    bad=('resource "aws_secretsmanager_secret" "db" { recovery_window_in_days = 0 }  # here',),
    good=(
        'resource "aws_secretsmanager_secret" "db" { name = "db" }',
        'resource "aws_secretsmanager_secret" "db" { recovery_window_in_days = 7 }',
    ),
)
def check(secret):
    if secret.get("recovery_window_in_days", default=30) == 0:
        yield secret.fail("recovery_window_in_days", "the secret cannot be restored")
