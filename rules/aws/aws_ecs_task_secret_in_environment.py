"""Whoever may describe the task definition reads this secret, and so does Terraform's state.

Task definitions keep all their revisions and show the environment in the console and the API. ECS
fetches a secret itself when it stands under secrets, from Secrets Manager or the Parameter Store.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on="aws_ecs_task_definition",
    severity=HIGH,
    fix="Move the variable to secrets, with valueFrom naming the stored secret.",
    related_ids=("AVD-AWS-0036",),
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{  # here
    name        = "app"
    image       = "app:1"
    environment = [{ name = "DB_PASSWORD", value = "correct-horse-battery" }]
  }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{  # here
    name        = "app"
    image       = "app:1"
    environment = [{ name = "CI", value = "ghp_0123456789abcdefghijklmnopqrstuvwxyz" }]
  }])
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    environment = [{ name = "DB_HOST", value = "db.internal" }]
    secrets     = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:1:parameter/db" }]
  }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    environment = [{ name = "DB_PASSWORD", value = "" }]
  }])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        for variable in container.each("environment"):
            name, value = variable.get("name", default=""), variable.get("value", default="")
            if credential_in(value) or (is_secret_name(name) and is_literal(value)):
                yield variable.fail("value", f"the variable {name} holds a secret")
