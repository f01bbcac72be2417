"""A password that leaked comes back: users may set one that they had before.

IAM remembers up to 24 former passwords when told to, and none when password_reuse_prevention is
left out. The parameter remembered says how many are wanted.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    fix="Set password_reuse_prevention = 24.",
    aliases=("CKV_AWS_13", "AVD-AWS-0056"),
    cwe=521,
    parameters={"remembered": 24},
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    ),
    bad=(
        """
resource "aws_iam_account_password_policy" "all" {  # here
  minimum_password_length = 14
}
""",
        'resource "aws_iam_account_password_policy" "a" { password_reuse_prevention = 5 }  # here',
    ),
    good=(
        'resource "aws_iam_account_password_policy" "all" { password_reuse_prevention = 24 }',
        'resource "aws_iam_account_password_policy" "all" { password_reuse_prevention = "24" }',
    ),
)
def check(policy):
    remembered = quantity(policy.get("password_reuse_prevention", default=0), 0)
    if remembered < policy.parameters["remembered"]:
        yield policy.fail("password_reuse_prevention", "former passwords may be used again")
