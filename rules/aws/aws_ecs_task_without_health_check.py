"""A container that hangs but does not end counts as healthy, and nobody replaces it.

ECS sees only that the process runs. A health check of the container lets it restart the task; a
service behind a load balancer is watched from there. Containers that are not essential, and the
log router, are not judged.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecs_task_definition",
    severity=LOW,
    fix="Add healthCheck with a command that asks the application.",
    cwe=693,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html",),
    bad=(
        """
resource "aws_ecs_task_definition" "worker" {
  family                = "worker"
  container_definitions = jsonencode([{ name = "worker", image = "worker:1" }])  # here
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  container_definitions = jsonencode([
    { name = "worker", image = "worker:1", healthCheck = { command = ["CMD", "/check"] } },
  ])
}
""",
        """
resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  container_definitions = jsonencode([
    { name = "worker", image = "worker:1", healthCheck = { command = ["CMD", "/check"] } },
    { name = "helper", image = "helper:1", essential = false },
    { name = "router", image = "fluent-bit:2", firelensConfiguration = { type = "fluentbit" } },
  ])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        if container.is_set("firelensConfiguration") or not container.get(
            "essential", default=True
        ):
            continue
        if not container.is_set("healthCheck"):
            yield container.fail("healthCheck", "a container that hangs is not noticed")
