"""A password that leaked unnoticed works for ever.

PCI DSS and some customers' contracts still ask for a change every 90 days where there is no second
factor. NIST and the CIS benchmark's later versions advise against forced changes, so that the
baseline leaves this rule out. The parameter max_days is the longest age.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    fix="Set max_password_age = 90, or require a second factor from every user.",
    aliases=("CKV_AWS_9", "AVD-AWS-0062"),
    cwe=262,
    parameters={"max_days": 90},
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    ),
    bad=(
        """
resource "aws_iam_account_password_policy" "all" {  # here
  minimum_password_length = 14
}
""",
        'resource "aws_iam_account_password_policy" "all" { max_password_age = 91 }  # here',
        'resource "aws_iam_account_password_policy" "all" { max_password_age = 0 }  # here',
    ),
    good=(
        'resource "aws_iam_account_password_policy" "all" { max_password_age = 90 }',
        'resource "aws_iam_account_password_policy" "all" { max_password_age = 1 }',
    ),
)
def check(policy):
    age = quantity(policy.get("max_password_age", default=0), 0)
    if age <= 0 or age > policy.parameters["max_days"]:
        yield policy.fail("max_password_age", "passwords do not expire in time")
