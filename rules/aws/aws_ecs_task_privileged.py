"""A privileged container is root on its host: whoever breaks into it has the instance.

It sees every device and may load kernel modules; the containers of other services on the same
instance, and the instance's role, are open to it. Give it the few capabilities it needs instead.
"""

from scanner import HIGH, rule


@rule(
    on="aws_ecs_task_definition",
    severity=HIGH,
    fix="Remove privileged, and add single capabilities in linuxParameters where needed.",
    aliases=("CKV_AWS_334",),
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "agent" {
  family = "agent"
  container_definitions = jsonencode([  # here
    { name = "app", image = "app:1" },
    { name = "agent", image = "agent:1", privileged = true },
  ])
}
""",
        """
resource "aws_ecs_task_definition" "agent" {
  family = "agent"
  # here
  container_definitions = <<-JSON
    [{"name": "agent", "image": "agent:1", "privileged": true}]
  JSON
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name            = "app"
    image           = "app:1"
    privileged      = false
    linuxParameters = { capabilities = { add = ["NET_BIND_SERVICE"] } }
  }])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        if container.get("privileged", default=False):
            yield container.fail("privileged", "the container is privileged")
