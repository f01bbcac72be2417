"""The secret is printed by plan and apply and stays in the logs of the pipeline.

A variable that is not sensitive is shown wherever it is used. The name tells that it holds a
secret; one whose values are no secrets is better named otherwise.
"""

from scanner import MEDIUM, rule
from scanner.shapes import is_secret_name


@rule(
    on="terraform_variable",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Set sensitive = true on the variable.",
    cwe=532,
    references=(
        "https://developer.hashicorp.com/terraform/language/values/variables#suppressing-values-in-cli-output",
    ),
    bad=(
        """
variable "db_password" {  # here
  type = string
}
""",
        """
variable "api_token" {
  type      = string
  sensitive = false  # here
}
""",
    ),
    good=(
        """
variable "db_password" {
  type      = string
  sensitive = true
}
""",
        """
variable "token" {
  type      = string
  ephemeral = true
  sensitive = true
}
""",
        """
variable "token_ttl" {
  type = number
}
""",
        """
variable "enable_password" {
  type = bool
}
""",
        """
variable "region" {
  type = string
}
""",
    ),
)
def check(variable):
    if not is_secret_name(variable.name) or variable.get("type", default="") in ("bool", "number"):
        return
    if not variable.get("sensitive", default=False):
        yield variable.fail("sensitive", "the value is shown in plans and logs")
