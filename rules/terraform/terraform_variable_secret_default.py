"""The secret is in the repository, and everyone who forgets to set the variable deploys with it.

A default of a variable that holds a secret is a password that all environments share. Null and the
empty text are no secrets.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="terraform_variable",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Remove the default, rotate the secret, and pass it from a secret store.",
    cwe=798,
    references=(
        "https://developer.hashicorp.com/terraform/language/values/variables#suppressing-values-in-cli-output",
    ),
    bad=(
        """
variable "db_password" {
  default   = "hunter22"  # here
  sensitive = true
}
""",
        """
variable "deploy" {
  default = "AKIAIOSFODNN7ABCDEFG"  # here
}
""",
    ),
    good=(
        """
variable "db_password" {
  sensitive = true
}
""",
        """
variable "db_password" {
  default   = ""
  sensitive = true
}
""",
        """
variable "password_length" {
  default = "32"
}
""",
        """
variable "region" {
  default = "eu-central-1"
}
""",
        """
variable "secrets" {
  default = { name = "db" }
}
""",
    ),
)
def check(variable):
    default = variable.get("default")
    if is_secret_name(variable.name) and is_literal(default):
        yield variable.fail("default", "a secret stands in the default")
    elif credential_in(default):
        yield variable.fail("default", "a credential stands in the default")
