"""A password that was guessed or phished is all it takes to sign in as one of these users.

With mfa_configuration ON everybody has a second factor; OPTIONAL leaves it to each user, or to
adaptive authentication. It is OFF unless it is set.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cognito_user_pool",
    severity=MEDIUM,
    fix='Set mfa_configuration = "ON", with software_token_mfa_configuration enabled.',
    cwe=308,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html",
    ),
    bad=(
        'resource "aws_cognito_user_pool" "users" { name = "users" }  # here',
        'resource "aws_cognito_user_pool" "users" { mfa_configuration = "OFF" }  # here',
    ),
    good=(
        'resource "aws_cognito_user_pool" "users" { mfa_configuration = "ON" }',
        'resource "aws_cognito_user_pool" "users" { mfa_configuration = "OPTIONAL" }',
    ),
)
def check(pool):
    if pool.get("mfa_configuration", default="OFF") == "OFF":
        yield pool.fail("mfa_configuration", "users sign in with a password alone")
