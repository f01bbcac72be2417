"""Passwords of lowercase letters only are allowed, which lists of common words open first.

Each of the four kinds of characters (lowercase, uppercase, numbers, symbols) is asked for only when
the account's policy says so. Length does more; where standards still ask for kinds, this finds
what is missing.
"""

from scanner import LOW, rule

_KINDS = ("lowercase_characters", "uppercase_characters", "numbers", "symbols")


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    fix="Require lowercase and uppercase letters, numbers and symbols.",
    related_ids=(
        "CKV_AWS_11", "CKV_AWS_12", "CKV_AWS_14", "CKV_AWS_15",
        "AVD-AWS-0058", "AVD-AWS-0059", "AVD-AWS-0060", "AVD-AWS-0061",
    ),
    cwe=521,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    ),
    bad=(
        """
resource "aws_iam_account_password_policy" "all" {
  require_lowercase_characters = true
  require_uppercase_characters = true
  require_numbers              = true
  require_symbols              = false  # here
}
""",
        """
resource "aws_iam_account_password_policy" "all" {  # here
  require_lowercase_characters = true
  require_uppercase_characters = true
  require_numbers              = true
}
""",
    ),
    good=(
        """
resource "aws_iam_account_password_policy" "all" {
  require_lowercase_characters = true
  require_uppercase_characters = true
  require_numbers              = true
  require_symbols              = true
}
""",
        """
resource "aws_iam_account_password_policy" "all" {
  allow_users_to_change_password = false
  require_lowercase_characters   = "true"
  require_uppercase_characters   = "true"
  require_numbers                = "true"
  require_symbols                = "true"
}
""",
    ),
)  # fmt: skip
def check(policy):
    for kind in _KINDS:
        if not policy.get(f"require_{kind}", default=False):
            yield policy.fail(f"require_{kind}", f"{kind.replace('_', ' ')} are not required")
