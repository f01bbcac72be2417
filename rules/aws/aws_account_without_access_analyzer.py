"""A bucket, key or role that is shared with a stranger by its policy goes unnoticed.

IAM Access Analyzer lists what is open to the outside, at no cost for external access. Code that
sets up an account, told by its password policy, should have one in every region it uses.
"""

from scanner import LOW, MEDIUM, rule


@rule(
    on="aws_iam_account_password_policy",
    severity=LOW,
    confidence=MEDIUM,
    fix="Add aws_accessanalyzer_analyzer.",
    cwe=778,
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html",),
    bad=(
        'resource "aws_iam_account_password_policy" "all" { hard_expiry = false }  # here',
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }  # here

resource "aws_accessanalyzer_analyzer" "unused" {
  analyzer_name = "unused"
  type          = "ACCOUNT_UNUSED_ACCESS"
}
""",
    ),
    good=(
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_accessanalyzer_analyzer" "main" { analyzer_name = "main" }
""",
        """
resource "aws_iam_account_password_policy" "all" { hard_expiry = false }

resource "aws_accessanalyzer_analyzer" "main" {
  analyzer_name = "main"
  type          = "ORGANIZATION"
}
""",
    ),
)
def check(account):
    kinds = ("ACCOUNT", "ORGANIZATION")
    for analyzer in account.beside("aws_accessanalyzer_analyzer"):
        if analyzer.get("type", default="ACCOUNT") in kinds:
            return
    yield account.fail(message="nothing analyses what is shared with the outside")
