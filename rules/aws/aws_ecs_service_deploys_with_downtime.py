"""Every release takes the service down: all of its tasks may be stopped before new ones run.

With a minimum of 0 percent healthy tasks the load balancer has nobody to send requests to until the
new tasks have started and passed their checks. A service without a load balancer, such as a worker
that must run once only, may want just that.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_service",
    severity=MEDIUM,
    fix="Set deployment_minimum_healthy_percent to 50 or more.",
    cwe=400,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html",
    ),
    bad=(
        """
resource "aws_ecs_service" "web" {
  name                               = "web"
  deployment_minimum_healthy_percent = 0  # here
  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1"
    container_name   = "web"
    container_port   = 8080
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_service" "web" {
  name                               = "web"
  deployment_minimum_healthy_percent = 100
  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1"
    container_name   = "web"
    container_port   = 8080
  }
}
""",
        """
resource "aws_ecs_service" "worker" {
  name                               = "worker"
  deployment_minimum_healthy_percent = 0
}
""",
        """
resource "aws_ecs_service" "web" {
  name = "web"
  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1"
    container_name   = "web"
    container_port   = 8080
  }
}
""",
    ),
)
def check(service):
    name = "deployment_minimum_healthy_percent"
    if service.get(name, default=100) not in (0, "0"):
        return
    if any(True for _ in service.each("load_balancer")):
        yield service.fail(name, "a release may stop every task before new ones run")
