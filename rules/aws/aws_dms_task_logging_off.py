"""When rows go missing in a migration, there is no log that says which and why.

A task logs to CloudWatch only with Logging.EnableLogging in replication_task_settings; the default
settings leave it off.
"""

from scanner import LOW, rule


@rule(
    on="aws_dms_replication_task",
    severity=LOW,
    fix="Set Logging.EnableLogging to true in replication_task_settings.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.Logging.html",
    ),
    bad=(
        'resource "aws_dms_replication_task" "move" { migration_type = "full-load" }  # here',
        """
resource "aws_dms_replication_task" "move" {
  replication_task_settings = jsonencode({ Logging = { EnableLogging = false } })  # here
}
""",
    ),
    good=(
        """
resource "aws_dms_replication_task" "move" {
  replication_task_settings = jsonencode({ Logging = { EnableLogging = true } })
}
""",
        """
resource "aws_dms_replication_task" "move" {
  replication_task_settings = <<-JSON
    {"FullLoadSettings": {"MaxFullLoadSubTasks": 8}, "Logging": {"EnableLogging": true}}
  JSON
}
""",
    ),
)
def check(task):
    settings = task.document("replication_task_settings")
    if not settings.get("Logging.EnableLogging", default=False):
        yield task.fail("replication_task_settings", "the task writes no log")
