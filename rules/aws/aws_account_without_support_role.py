"""During an incident nobody but an administrator can open a case with AWS.

The policy AWSSupportAccess on a role lets those who handle incidents manage cases. Code that sets
up an account, told by its password policy, should have one; permission sets of IAM Identity
Center count too.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import text_ends

_ATTACHMENTS = (
    ("aws_iam_role_policy_attachment", "policy_arn"),
    ("aws_iam_group_policy_attachment", "policy_arn"),
    ("aws_iam_policy_attachment", "policy_arn"),
    ("aws_ssoadmin_managed_policy_attachment", "managed_policy_arn"),
)


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    confidence=MEDIUM,
    fix="Attach arn:aws:iam::aws:policy/AWSSupportAccess to a role.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
        "https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html",
    ),
    bad=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }  # here

resource "aws_iam_role_policy_attachment" "audit" {
  role       = "audit"
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}
""",
    ),
    good=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_iam_role_policy_attachment" "support" {
  role       = "support"
  policy_arn = "arn:aws:iam::aws:policy/AWSSupportAccess"
}
""",
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_ssoadmin_managed_policy_attachment" "support" {
  managed_policy_arn = "arn:aws:iam::aws:policy/AWSSupportAccess"
}
""",
    ),
)
def check(account):
    for kind, attribute in _ATTACHMENTS:
        for attachment in account.beside(kind):
            if text_ends(attachment.get(attribute, default=""), ":aws:policy/AWSSupportAccess"):
                return
    yield account.fail(message="nobody is set up to manage support cases")
