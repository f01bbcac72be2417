"""The containers see every process of the host, and may signal and inspect them.

Environments and open files of other tasks are in reach by way of the shared process table. Only an
agent that watches the host itself needs this.
"""

from scanner import HIGH, rule


@rule(
    on="aws_ecs_task_definition",
    severity=HIGH,
    fix='Remove pid_mode, or set it to "task".',
    aliases=("CKV_AWS_335",),
    cwe=653,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  pid_mode              = "host"  # here
  container_definitions = "[]"
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  pid_mode              = "task"
  container_definitions = "[]"
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
}
""",
    ),
)
def check(task):
    if task.get("pid_mode", default="") == "host":
        yield task.fail("pid_mode", "the containers share the host's processes")
