"""The backup plan runs to its schedule and backs up nothing, which is found out at the restore.

A plan needs at least one aws_backup_selection that says what it covers. One that names the plan of
another configuration does not help this one.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_backup_plan",
    severity=MEDIUM,
    fix="Add aws_backup_selection with the plan's id.",
    cwe=1188,
    references=("https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",),
    bad=(
        'resource "aws_backup_plan" "daily" { name = "daily" }  # here',
        """
resource "aws_backup_plan" "daily" {  # here
  name = "daily"
}

resource "aws_backup_plan" "weekly" {
  name = "weekly"
}

resource "aws_backup_selection" "all" {
  plan_id   = aws_backup_plan.weekly.id
  resources = ["*"]
}
""",
    ),
    good=(
        """
resource "aws_backup_plan" "daily" { name = "daily" }

resource "aws_backup_selection" "all" {
  plan_id   = aws_backup_plan.daily.id
  resources = ["*"]
}
""",
        """
resource "aws_backup_plan" "daily" { name = "daily" }

resource "aws_backup_selection" "tagged" {
  for_each = toset(["gold", "silver"])
  plan_id  = aws_backup_plan.daily.id
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = each.key
  }
}
""",
    ),
)
def check(plan):
    if not plan.related("aws_backup_selection", "plan_id"):
        yield plan.fail(message="the plan covers nothing")
