"""Which files were copied, skipped or spoilt on the way is written nowhere.

DataSync logs to a log group at the level that is asked for. Without one, or with OFF, a copy that
lost files looks like any other.
"""

from scanner import LOW, rule


@rule(
    on="aws_datasync_task",
    severity=LOW,
    fix='Set cloudwatch_log_group_arn, and log_level = "BASIC" or "TRANSFER" in options.',
    cwe=778,
    references=("https://docs.aws.amazon.com/datasync/latest/userguide/configure-logging.html",),
    bad=(
        'resource "aws_datasync_task" "copy" { name = "copy" }  # here',
        """
resource "aws_datasync_task" "copy" {
  cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:copy"
  options {
    log_level = "OFF"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_datasync_task" "copy" {
  cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:copy"
  options { log_level = "TRANSFER" }
}
""",
        """
resource "aws_datasync_task" "copy" {
  cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:copy"
  options { log_level = "BASIC" }
}
""",
    ),
)
def check(task):
    if not task.is_set("cloudwatch_log_group_arn"):
        yield task.fail("cloudwatch_log_group_arn", "transfers are not logged")
    elif task.get("options.log_level", default="OFF") == "OFF":
        yield task.fail("options.log_level", "transfers are not logged")
