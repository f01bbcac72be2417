"""A secret whose value stands in the code is known to everybody who can read the repository.

It is in the history and in the state as well. Values that are generated, looked up or passed in as
sensitive variables are no literals; an empty object or a placeholder for a first version is fine.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import credential_in, matches

# A JSON object with a secret's key and a value that is no placeholder.
_HOLDS = re.compile(
    r'"[^"]{0,80}(?:password|passwd|secret|token|api_?key|private_?key)"\s*:\s*'
    r'"(?!["$<{]|(?i:change|replace|todo|dummy|example|placeholder|x{3}))',
    re.IGNORECASE,
)


@rule(
    on="aws_secretsmanager_secret_version",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Generate the value or write it out of band; use secret_string_wo with an ephemeral value.",
    cwe=798,
    references=(
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_version",
    ),
    bad=(
        """
resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = "db"
  secret_string = jsonencode({ username = "app", password = "correct-horse-battery" })  # here
}
""",
        """
resource "aws_secretsmanager_secret_version" "hub" {
  secret_id     = "hub"
  secret_string = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
}
""",
    ),
    good=(
        """
resource "random_password" "db" { length = 32 }

resource "aws_secretsmanager_secret_version" "db" {
  secret_string_wo         = random_password.db.result
  secret_string_wo_version = 1
}
""",
        """
resource "aws_secretsmanager_secret_version" "db" {
  secret_string = jsonencode({ username = "app", password = "CHANGE_ME" })
}
""",
        """
resource "aws_secretsmanager_secret_version" "endpoint" {
  secret_string = jsonencode({ host = "db.example.com", port = 5432 })
}
""",
    ),
)
def check(version):
    value = version.get("secret_string", default="")
    if credential_in(value) or matches(_HOLDS, value):
        yield version.fail("secret_string", "the secret's value stands in the code")
