"""The containers share the host's network: they see its interfaces and take its metadata.

They reach what listens on the host alone, may listen on any of its ports, and get the instance's
role from the metadata service. Security groups cannot tell tasks apart. Use awsvpc, which gives
each task an address and security groups of its own.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_task_definition",
    severity=MEDIUM,
    fix='Set network_mode = "awsvpc".',
    cwe=653,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  network_mode          = "host"  # here
  container_definitions = "[]"
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  network_mode          = "awsvpc"
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
    if task.get("network_mode", default="bridge") == "host":
        yield task.fail("network_mode", "the containers share the host's network")
