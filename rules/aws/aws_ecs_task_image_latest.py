"""Two tasks of the same definition may run different code: the image's tag moves.

With ``latest``, or no tag, a task that restarts takes whatever was pushed last, tested or not, and
a rollback to an older definition rolls nothing back. Name a version, or a digest.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import end_matches, text_ends

_TAGGED = re.compile(r"[:@][^:/@]*\Z")


@rule(
    on="aws_ecs_task_definition",
    severity=MEDIUM,
    fix="Name the image with a version's tag or with its digest.",
    cwe=494,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
    ),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "nginx" }])  # here
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "registry:5000/team/app" }])  # here
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "team/app:latest" }])  # here
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    { name = "app", image = "${aws_ecr_repository.app.repository_url}:1.4.2" },
    { name = "incomplete" },
  ])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "nginx:1.29.1" }])
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "host:5000/app:latest@sha256:0a" }])
}
""",
    ),
)
def check(task):
    for container in task.document("container_definitions").each():
        image = container.get("image", default="")
        if image and (text_ends(image, ":latest") or not end_matches(_TAGGED, image)):
            yield container.fail("image", "the image's tag moves")
