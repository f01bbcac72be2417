"""When AWS sees the account abused, its mail goes to whoever once opened it.

A security contact is who AWS writes to about leaked keys and abuse. Code that sets up an account,
told by its password policy, should name one; organizations may set it from their own account.
"""

from scanner import LOW, MEDIUM, rule


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    confidence=MEDIUM,
    fix='Add aws_account_alternate_contact with alternate_contact_type = "SECURITY".',
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html",
    ),
    bad=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }  # here

resource "aws_account_alternate_contact" "billing" { alternate_contact_type = "BILLING" }
""",
    ),
    good=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_account_alternate_contact" "security" { alternate_contact_type = "SECURITY" }
""",
        'resource "aws_account_alternate_contact" "billing" { alternate_contact_type = "BILLING" }',
    ),
)
def check(account):
    contacts = account.beside("aws_account_alternate_contact")
    if not any(one.get("alternate_contact_type") == "SECURITY" for one in contacts):
        yield account.fail(message="the account has no security contact")
