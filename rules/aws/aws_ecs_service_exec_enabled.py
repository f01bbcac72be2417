"""Whoever may call ExecuteCommand gets a shell in this service's running tasks.

The shell has the task's role, its network and its secrets, and what is changed in it is in no
repository. Many teams allow it in development alone.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecs_service",
    severity=LOW,
    fix="Remove enable_execute_command where nobody needs a shell.",
    cwe=489,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    bad=(
        """
resource "aws_ecs_service" "web" {
  name                   = "web"
  enable_execute_command = true  # here
}
""",
    ),
    good=(
        'resource "aws_ecs_service" "web" { name = "web" }',
        """
variable "debug" { default = "false" }

resource "aws_ecs_service" "web" {
  name                   = "web"
  enable_execute_command = var.debug
}
""",
    ),
)
def check(service):
    if service.get("enable_execute_command", default=False):
        yield service.fail("enable_execute_command", "shells can be opened in the service's tasks")
