"""The task mounts the host's root or its container engine's socket: that is the host itself.

Through the socket a container starts others, privileged ones too; through the root folder it reads
every task's files and credentials.
"""

from scanner import HIGH, rule
from scanner.shapes import asks

_DANGEROUS = ("/", "/etc", "/root", "/var/run/docker.sock", "/run/docker.sock", "/var/run", "/run")


@rule(
    on="aws_ecs_task_definition",
    severity=HIGH,
    fix="Mount only the folder that the task needs.",
    cwe=250,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html",),
    bad=(
        """
resource "aws_ecs_task_definition" "builder" {
  family                = "builder"
  container_definitions = "[]"
  volume {
    name      = "engine"
    host_path = "/var/run/docker.sock"  # here
  }
}
""",
        """
resource "aws_ecs_task_definition" "agent" {
  family                = "agent"
  container_definitions = "[]"
  volume {
    name      = "settings"
    host_path = "/etc/"  # here
  }
  volume {
    name      = "all"
    host_path = "/"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name      = "cache"
    host_path = "/var/cache/app"
  }
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name = "scratch"
  }
}
""",
    ),
)
def check(task):
    for volume in task.each("volume"):
        if asks(volume.get("host_path", default=""), "is the host", _is_the_host):
            yield volume.fail("host_path", "the volume gives the task its host")


def _is_the_host(path):
    return (str(path).rstrip("/") or str(path)[:1]) in _DANGEROUS
