"""What this container writes is gone when the task ends: it has no log configuration.

Neither a crash nor an intrusion can be looked into afterwards. Send it to CloudWatch, a log router
or Splunk.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_task_definition",
    severity=MEDIUM,
    fix="Add logConfiguration with a logDriver such as awslogs.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])  # here
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{  # here
    name = "app", image = "app:1", logConfiguration = { logDriver = "none" }
  }])
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name = "app", image = "app:1"
    logConfiguration = { logDriver = "awslogs", options = { awslogs-group = "app" } }
  }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    { name = "app", image = "app:1", logConfiguration = { logDriver = "awsfirelens" } },
    { name = "router", image = "fluent-bit:2", firelensConfiguration = { type = "fluentbit" } },
  ])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        if container.is_set("firelensConfiguration"):
            continue  # it is the log router itself
        if container.get("logConfiguration.logDriver", default="none") == "none":
            yield container.fail("logConfiguration", "what the container writes is not kept")
