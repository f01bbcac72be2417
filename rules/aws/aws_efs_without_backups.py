"""A deleted directory or an encrypting attacker cannot be undone: nothing copies the files.

Automatic backups are switched on with aws_efs_backup_policy, or an aws_backup_selection names the
file system or picks it by a tag. Only One Zone file systems are backed up by default.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_efs_file_system",
    severity=MEDIUM,
    fix="Add aws_efs_backup_policy with the status ENABLED.",
    aliases=("CKV2_AWS_18",),
    cwe=1188,
    references=("https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html",),
    bad=(
        'resource "aws_efs_file_system" "media" { encrypted = true }  # here',
        """
resource "aws_efs_file_system" "media" {  # here
  encrypted = true
}

resource "aws_efs_backup_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  backup_policy { status = "DISABLED" }
}

resource "aws_backup_selection" "databases" {
  plan_id   = "plan-1"
  resources = ["arn:aws:rds:eu-central-1:111122223333:db:orders"]
}
""",
    ),
    good=(
        """
resource "aws_efs_file_system" "media" { encrypted = true }

resource "aws_efs_backup_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  backup_policy { status = "ENABLED" }
}
""",
        """
resource "aws_efs_file_system" "media" { encrypted = true }

resource "aws_backup_selection" "files" {
  plan_id   = "plan-1"
  resources = [aws_efs_file_system.media.arn]
}
""",
        """
resource "aws_efs_file_system" "media" { tags = { Backup = "daily" } }

resource "aws_backup_selection" "tagged" {
  plan_id = "plan-1"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}
""",
        'resource "aws_efs_file_system" "scratch" { availability_zone_name = "eu-central-1a" }',
    ),
)
def check(files):
    if files.is_set("availability_zone_name"):
        return
    for policy in files.related("aws_efs_backup_policy", "file_system_id"):
        if policy.get("backup_policy.status") == "ENABLED":
            return
    if files.related("aws_backup_selection", "resources"):
        return
    for selection in files.beside("aws_backup_selection"):
        if any(True for _ in selection.each("selection_tag")):
            return
    yield files.fail(message="the files are not backed up")
