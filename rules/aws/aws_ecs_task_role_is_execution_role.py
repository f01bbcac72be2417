"""The application holds the rights of the agent that starts it: it may read every start-up secret.

The execution role pulls images and fetches secrets before the container runs; the task role is
what the code uses. One role for both gives the code what it should never have.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_task_definition",
    severity=MEDIUM,
    fix="Give task_role_arn a role of its own with the rights that the code needs.",
    aliases=("CKV_AWS_249",),
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  execution_role_arn    = "arn:aws:iam::123456789012:role/app"
  task_role_arn         = "arn:aws:iam::123456789012:role/app"  # here
}
""",
        """
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  execution_role_arn    = aws_iam_role.app.arn
  task_role_arn         = aws_iam_role.app.arn  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_role" "start" {
  name               = "start"
  assume_role_policy = "{}"
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  execution_role_arn    = aws_iam_role.start.arn
  task_role_arn         = aws_iam_role.app.arn
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  execution_role_arn    = "arn:aws:iam::123456789012:role/start"
  task_role_arn         = "arn:aws:iam::123456789012:role/app"
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  execution_role_arn    = "arn:aws:iam::123456789012:role/start"
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  execution_role_arn    = ""
  task_role_arn         = ""
}
""",
    ),
)
def check(task):
    role = task.get("task_role_arn", default="")
    if role and role == task.get("execution_role_arn", default=""):
        yield task.fail("task_role_arn", "the code runs with the execution role")
