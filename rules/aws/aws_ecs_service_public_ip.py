"""The service's tasks get addresses of the internet; only their security groups keep it out.

A container that listens on one port too many is then reached directly, past the load balancer and
its firewall. Run tasks in private subnets, and let them out through a NAT gateway or endpoints.
"""

from scanner import HIGH, rule

_BLOCKS = {
    "aws_ecs_service": "network_configuration",
    "aws_ecs_task_set": "network_configuration",
    "aws_cloudwatch_event_target": "ecs_target.network_configuration",
    "aws_scheduler_schedule": "target.ecs_parameters.network_configuration",
}


@rule(
    on=tuple(_BLOCKS),
    severity=HIGH,
    fix="Remove assign_public_ip, and run the tasks in private subnets.",
    aliases=("CKV_AWS_333",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    ),
    bad=(
        """
resource "aws_ecs_service" "web" {
  name = "web"
  network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = true  # here
  }
}
""",
        """
resource "aws_cloudwatch_event_target" "nightly" {
  rule = "nightly"
  arn  = "arn:aws:ecs:eu-central-1:123456789012:cluster/main"
  ecs_target {
    task_definition_arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/nightly:1"
    network_configuration {
      subnets          = ["subnet-1"]
      assign_public_ip = true  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_service" "web" {
  name = "web"
  network_configuration {
    subnets = ["subnet-1"]
  }
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
      network_configuration {
        subnets          = ["subnet-1"]
        assign_public_ip = false
      }
    }
  }
}
""",
    ),
)
def check(service):
    path = f"{_BLOCKS[service.type]}.assign_public_ip"
    if service.get(path, default=False):
        yield service.fail(path, "the tasks get public addresses")
