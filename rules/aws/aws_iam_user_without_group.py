"""A user outside of all groups has rights of his own, which no review of groups shows.

Groups say what people of one job may do, and moving between jobs is leaving one and joining
another. What a user has besides is forgotten.
"""

from scanner import LOW, rule


@rule(
    on="aws_iam_user",
    severity=LOW,
    fix="Add the user to a group by aws_iam_user_group_membership.",
    related_ids=("CKV2_AWS_21",),
    cwe=732,
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html",),
    bad=(
        'resource "aws_iam_user" "alice" { name = "alice" }  # here',
        """
resource "aws_iam_user" "alice" {  # here
  name = "alice"
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = "readers"
  users = ["bob"]
}
""",
    ),
    good=(
        """
resource "aws_iam_user" "alice" {
  name = "alice"
}

resource "aws_iam_user_group_membership" "alice" {
  user   = aws_iam_user.alice.name
  groups = ["readers"]
}
""",
        """
resource "aws_iam_user" "alice" {
  name = "alice"
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = "readers"
  users = ["bob", aws_iam_user.alice.name]
}
""",
    ),
)
def check(user):
    if user.related("aws_iam_user_group_membership", "user"):
        return
    if not user.related("aws_iam_group_membership", "users"):
        yield user.fail(message="the user is in no group")
