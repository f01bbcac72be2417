"""A broken release is started over and over, and nobody takes the service back to what worked.

Without the circuit breaker ECS goes on replacing tasks that die for as long as it takes somebody to
notice. With it, or with an alarm, the deployment stops and rolls back by itself. CodeDeploy and
external controllers have their own means.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_service",
    severity=MEDIUM,
    fix="Add deployment_circuit_breaker { enable = true, rollback = true }.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    ),
    bad=(
        'resource "aws_ecs_service" "web" { name = "web" }  # here',
        """
resource "aws_ecs_service" "web" {
  name = "web"
  deployment_circuit_breaker {
    enable   = true
    rollback = false  # here
  }
}
""",
        """
resource "aws_ecs_service" "web" {
  name = "web"
  deployment_circuit_breaker {
    enable   = false
    rollback = true  # here
  }
  alarms {
    alarm_names = ["errors"]
    enable      = true
    rollback    = false
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_service" "web" {
  name = "web"
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
}
""",
        """
resource "aws_ecs_service" "web" {
  name = "web"
  alarms {
    alarm_names = ["errors"]
    enable      = true
    rollback    = true
  }
}
""",
        """
resource "aws_ecs_service" "web" {
  name = "web"
  deployment_controller {
    type = "CODE_DEPLOY"
  }
}
""",
    ),
)
def check(service):
    if service.get("deployment_controller.type", default="ECS") != "ECS":
        return
    for name in ("deployment_circuit_breaker", "alarms"):
        block = service.sub(name)
        if block.get("enable", default=False) and block.get("rollback", default=False):
            return
    yield service.fail("deployment_circuit_breaker.rollback", "a failed release is not rolled back")
