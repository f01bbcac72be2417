"""An intruder can put tools of their own into the running container and change its programs.

With a root file system that cannot be written to, only the volumes that the application needs are
open to writing. Windows containers do not support it.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_task_definition",
    severity=MEDIUM,
    fix="Set readonlyRootFilesystem = true, and mount volumes where the application writes.",
    aliases=("CKV_AWS_336",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])  # here
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    { name = "app", image = "app:1", readonlyRootFilesystem = true },
  ])
}
""",
        """
resource "aws_ecs_task_definition" "windows" {
  family                = "windows"
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])
  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
  }
}
""",
    ),
)
def check(task):
    if task.get("runtime_platform.operating_system_family", default="").startswith("WINDOWS"):
        return
    for container in task.document("container_definitions").each():
        if not container.get("readonlyRootFilesystem", default=False):
            yield container.fail("readonlyRootFilesystem", "the root file system can be written to")
