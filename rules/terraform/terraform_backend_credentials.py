"""Whoever reads the repository can read and replace the state, and with it every secret in it.

Credentials in a backend block also end up in .terraform and in plan files. Backends take them from
the environment or from the machine's own identity.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_SECRETS = ("access_key", "secret_key", "token", "password", "client_secret", "sas_token")
_WITH_PASSWORD = re.compile(r"^[a-z]+://[^/@:]*:[^/@]+@")


@rule(
    on="terraform_backend",
    severity=HIGH,
    fix="Take the credentials out of the code and give them by the environment or a role.",
    cwe=798,
    references=(
        "https://developer.hashicorp.com/terraform/language/backend#credentials-and-sensitive-data",
    ),
    bad=(
        """
terraform {
  backend "s3" {
    bucket     = "state"
    secret_key = "wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzzzz"  # here
  }
}
""",
        """
terraform {
  backend "pg" {
    conn_str = "postgres://terraform:hunter22@db.example.com/state"  # here
  }
}
""",
    ),
    good=(
        """
terraform {
  backend "s3" {
    bucket     = "state"
    access_key = ""
    profile    = "deploy"
  }
}
""",
        """
terraform {
  backend "pg" {
    conn_str = "postgres://db.example.com/state"
  }
}
""",
    ),
)
def check(backend):
    for name in _SECRETS:
        if backend.get(name, default=""):
            yield backend.fail(name, f"{name} is written in the code")
    if matches(_WITH_PASSWORD, backend.get("conn_str", default="")):
        yield backend.fail("conn_str", "the password is written in the code")
