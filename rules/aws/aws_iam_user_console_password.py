"""People log in with a password of this account alone, which Terraform made and may have stored.

A login profile is a password without a second factor until its user adds one. IAM Identity Center,
or federation with one's own directory, gives people short sessions, and takes them back when they
leave.
"""

from scanner import LOW, rule


@rule(
    on="aws_iam_user_login_profile",
    severity=LOW,
    fix="Let people sign in by IAM Identity Center or a federated role.",
    related_ids=("CKV2_AWS_22", "CKV_AWS_273"),
    cwe=308,
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",),
    bad=('resource "aws_iam_user_login_profile" "alice" { user = "alice" }  # here',),
    good=(
        'resource "aws_iam_user" "robot" { name = "robot" }',
        """
resource "aws_iam_user_group_membership" "alice" {
  user   = "alice"
  groups = ["readers"]
}
""",
    ),
)
def check(profile):
    yield profile.fail(message="a user has a password for the console")
