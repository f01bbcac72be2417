"""Short passwords are guessed: at 8 characters in hours, once a hash or a form allows it.

IAM asks for six characters unless the account's policy says more. Length is what makes a password
strong; the parameter min_length says how much is enough.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_iam_account_password_policy",
    severity=MEDIUM,
    fix="Set minimum_password_length to 14 or more.",
    aliases=("CKV_AWS_10", "AVD-AWS-0063"),
    cwe=521,
    parameters={"min_length": 14},
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    ),
    bad=(
        """
resource "aws_iam_account_password_policy" "all" {
  minimum_password_length = 13  # here
}
""",
        """
resource "aws_iam_account_password_policy" "all" {  # here
  require_numbers = true
}
""",
    ),
    good=(
        'resource "aws_iam_account_password_policy" "all" { minimum_password_length = 14 }',
        'resource "aws_iam_account_password_policy" "all" { minimum_password_length = "20" }',
    ),
)  # fmt: skip
def check(policy):
    length = quantity(policy.get("minimum_password_length", default=6), 6)
    if length < policy.parameters["min_length"]:
        yield policy.fail("minimum_password_length", "passwords may be short")
