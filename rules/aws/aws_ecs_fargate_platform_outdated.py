"""The tasks are held on an old Fargate platform, without its later security fixes.

A platform version is the kernel and container runtime that AWS gives a task; new tasks get the
patched revision of LATEST only where no old one is asked for. 1.0.0 is what Windows tasks run on.
"""

from scanner import LOW, rule

_CURRENT = ("LATEST", "1.4.0", "1.0.0")
_PATHS = {
    "aws_ecs_service": "platform_version",
    "aws_ecs_task_set": "platform_version",
    "aws_cloudwatch_event_target": "ecs_target.platform_version",
    "aws_scheduler_schedule": "target.ecs_parameters.platform_version",
}


@rule(
    on=tuple(_PATHS),
    severity=LOW,
    fix='Remove platform_version, or set it to "LATEST".',
    related_ids=("CKV_AWS_332",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html",
    ),
    bad=(
        """
resource "aws_ecs_service" "web" {
  name             = "web"
  launch_type      = "FARGATE"
  platform_version = "1.3.0"  # here
}
""",
        """
resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"
  target {
    arn      = "arn:aws:ecs:eu-central-1:123456789012:cluster/main"
    role_arn = "arn:aws:iam::123456789012:role/nightly"
    ecs_parameters {
      task_definition_arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/nightly:1"
      platform_version    = "1.2.0"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_service" "web" {
  name        = "web"
  launch_type = "FARGATE"
}
""",
        """
resource "aws_ecs_service" "windows" {
  name             = "windows"
  launch_type      = "FARGATE"
  platform_version = "1.0.0"
}
""",
    ),
)
def check(service):
    path = _PATHS[service.type]
    if service.get(path, default="LATEST") not in _CURRENT:
        yield service.fail(path, "the Fargate platform is an old one")
