"""The container is told to run as root, so a flaw in it or in the runtime gives root's powers.

What is not root inside cannot change the image's programs, and a break-out ends as nobody. A
definition that names no user runs as the image says, which is judged with the image.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks


@rule(
    on="aws_ecs_task_definition",
    severity=MEDIUM,
    fix='Name an unprivileged user in user, such as "1000:1000", or remove it.',
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1", user = "root" }])  # here
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1", user = "0:1000" }])  # here
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1", user = "1000:0" }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        if asks(container.get("user", default=""), "is root", _is_root):
            yield container.fail("user", "the container runs as root")


def _is_root(user):
    return str(user).partition(":")[0] in ("root", "0")
