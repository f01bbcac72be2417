"""Rights given to single users stay with them when they change teams, and nobody sees who has what.

Policies on groups or roles are read and reviewed in one place. A user of his own policies is
forgotten, mostly one with long-lived keys.
"""

from scanner import LOW, rule


@rule(
    on=("aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment"),
    severity=LOW,
    fix="Attach the policy to a group or a role.",
    aliases=("CKV_AWS_40", "AVD-AWS-0143"),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    ),
    bad=(
        """
resource "aws_iam_user_policy" "robot" {
  user   = "robot"  # here
  policy = "{}"
}
""",
        """
resource "aws_iam_user_policy_attachment" "robot" {
  user       = "robot"  # here
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
""",
        """
resource "aws_iam_policy_attachment" "read" {
  name       = "read"
  users      = ["alice"]  # here
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
""",
    ),
    good=(
        """
resource "aws_iam_group_policy_attachment" "read" {
  group      = "readers"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
""",
        """
resource "aws_iam_policy_attachment" "read" {
  name       = "read"
  users      = []
  roles      = ["reader"]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
""",
    ),
)
def check(attachment):
    if attachment.type != "aws_iam_policy_attachment":
        yield attachment.fail("user", "the policy is given to a single user")
        return
    for _ in attachment.each("users"):
        yield attachment.fail("users", "the policy is given to single users")
