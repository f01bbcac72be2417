"""Short passwords are guessed, from the list of another site's leak or by trying.

Cognito asks for 8 characters where no policy is written. The length that is enough can be set with
the parameter length.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_cognito_user_pool",
    severity=MEDIUM,
    fix="Set minimum_length = 8 or more in password_policy.",
    cwe=521,
    parameters={"length": 8},
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html",
    ),
    bad=(
        """
resource "aws_cognito_user_pool" "users" {
  password_policy {
    minimum_length    = 6  # here
    require_lowercase = true
  }
}
""",
    ),
    good=(
        """
resource "aws_cognito_user_pool" "users" {
  password_policy { minimum_length = "8" }
}
""",
        'resource "aws_cognito_user_pool" "users" { name = "users" }',
    ),
)
def check(pool):
    length = quantity(pool.get("password_policy.minimum_length", default=8), 8)
    if length < pool.parameters["length"]:
        yield pool.fail("password_policy.minimum_length", f"{length} characters are enough")
