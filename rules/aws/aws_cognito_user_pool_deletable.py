"""One call deletes all users of the application, and passwords cannot be brought back.

With deletion protection Cognito refuses until it is switched off on purpose. The provider leaves it
INACTIVE.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cognito_user_pool",
    severity=MEDIUM,
    fix='Set deletion_protection = "ACTIVE".',
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html",
    ),
    bad=(
        'resource "aws_cognito_user_pool" "users" { name = "users" }  # here',
        'resource "aws_cognito_user_pool" "users" { deletion_protection = "INACTIVE" }  # here',
    ),
    good=(
        'resource "aws_cognito_user_pool" "users" { deletion_protection = "ACTIVE" }',
        """
variable "protection" { default = "ACTIVE" }

resource "aws_cognito_user_pool" "users" { deletion_protection = var.protection }
""",
    ),
)
def check(pool):
    if pool.get("deletion_protection", default="INACTIVE") == "INACTIVE":
        yield pool.fail("deletion_protection", "one call deletes all users")
