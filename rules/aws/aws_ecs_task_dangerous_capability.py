"""This capability lets the container change its host or watch others, nearly as root on it.

SYS_ADMIN mounts file systems, SYS_PTRACE and SYS_MODULE reach into other processes and the kernel,
NET_ADMIN and NET_RAW into the network; ALL is all of them. SYS_PTRACE between a task's own
containers on Fargate is what AWS allows for debuggers, and is not judged.
"""

from scanner import HIGH, rule

_DANGEROUS = (
    "ALL", "BPF", "DAC_READ_SEARCH", "NET_ADMIN", "SYS_ADMIN", "SYS_BOOT", "SYS_MODULE",
    "SYS_PTRACE", "SYS_RAWIO", "SYS_TIME",
)  # fmt: skip


@rule(
    on="aws_ecs_task_definition",
    severity=HIGH,
    fix="Add only the capabilities that the container needs.",
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{  # here
    name            = "app"
    image           = "app:1"
    linuxParameters = { capabilities = { add = ["SYS_ADMIN"] } }
  }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["EC2"]
  container_definitions = jsonencode([{  # here
    name            = "app"
    image           = "app:1"
    linuxParameters = { capabilities = { add = ["SYS_PTRACE"] } }
  }])
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name            = "app"
    image           = "app:1"
    linuxParameters = { capabilities = { add = ["NET_BIND_SERVICE"], drop = ["ALL"] } }
  }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  container_definitions = jsonencode([{
    name            = "app"
    image           = "app:1"
    linuxParameters = { capabilities = { add = ["SYS_PTRACE"] } }
  }])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        for capability in container.each("linuxParameters.capabilities.add"):
            if capability.value in _DANGEROUS and not _is_fargate(task):
                yield capability.fail(message=f"the capability {capability.value} is added")


def _is_fargate(task):
    """There the only capability that can be added is SYS_PTRACE, and no host is shared."""
    return any(kind.value == "FARGATE" for kind in task.each("requires_compatibilities"))
