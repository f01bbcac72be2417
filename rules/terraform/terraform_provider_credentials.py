"""Whoever reads the repository acts as the deployment: its credentials stand in a provider block.

They stay in the history after they are removed from the code. Providers take them from the
environment, from a role or from workload identity.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_literal

_SECRETS = (
    "secret_key", "token", "password", "client_secret", "credentials", "api_key", "app_key",
    "api_token", "private_key", "secret_id", "personal_access_token",
)  # fmt: skip


@rule(
    on="terraform_provider",
    severity=CRITICAL,
    fix="Remove the credentials, rotate them, and give them by the environment or a role.",
    related_ids=(
        "CKV_AWS_41",
        "CKV_LIN_1",
    ),
    cwe=798,
    references=("https://developer.hashicorp.com/terraform/language/providers/configuration",),
    bad=(
        """
provider "aws" {
  access_key = "AKIAIOSFODNN7ABCDEFG"
  secret_key = "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"  # here
}
""",
        """
provider "datadog" {
  api_key = "0123456789abcdef0123456789abcdef"  # here
}
""",
    ),
    good=(
        """
provider "aws" {
  profile    = "deploy"
  secret_key = ""
}
""",
        """
provider "google" {
  credentials = "/run/secrets/google.json"
  token       = "${""}"
}
""",
    ),
)
def check(provider):
    for name in _SECRETS:
        if is_literal(provider.get(name, default="")):
            yield provider.fail(name, f"{name} is written in the code")
