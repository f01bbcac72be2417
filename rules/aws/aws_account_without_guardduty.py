"""Stolen credentials and miners in this account are noticed by nobody.

Code that sets up an account, told by its password policy, should switch on threat detection too.
GuardDuty that an organization's administrator enables for all of its members need not be here.
"""

from scanner import LOW, MEDIUM, rule


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    confidence=MEDIUM,
    fix="Add aws_guardduty_detector.",
    related_ids=("CKV2_AWS_3",),
    cwe=778,
    references=("https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html",),
    bad=('resource "aws_iam_account_password_policy" "all" { hard_expiry = false }  # here',),
    good=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_guardduty_detector" "main" { enable = true }
""",
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_guardduty_organization_configuration" "all" { detector_id = "1" }
""",
    ),
)
def check(account):
    kinds = ("aws_guardduty_detector", "aws_guardduty_organization_configuration")
    if not account.beside(*kinds):
        yield account.fail(message="the account has no threat detection")
