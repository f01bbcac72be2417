"""Findings of GuardDuty, Inspector and Config stay where each tool keeps them.

Security Hub gathers them and measures the account against a standard. Code that sets up an account,
told by its password policy, should switch it on; a central configuration does so for members.
"""

from scanner import LOW, MEDIUM, rule


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    confidence=MEDIUM,
    fix="Add aws_securityhub_account.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/what-is-securityhub.html",
    ),
    bad=('resource "aws_iam_account_password_policy" "all" { hard_expiry = false }  # here',),
    good=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_securityhub_account" "main" {}
""",
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_securityhub_organization_configuration" "all" { auto_enable = true }
""",
    ),
)
def check(account):
    kinds = ("aws_securityhub_account", "aws_securityhub_organization_configuration")
    if not account.beside(*kinds):
        yield account.fail(message="Security Hub is not switched on")
