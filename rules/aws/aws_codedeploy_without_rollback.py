"""A release that fails half-way is left as it is: some instances new, some old, some broken.

CodeDeploy goes back to the last working revision by itself when it is told to, on a failed
deployment or when an alarm goes off.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_codedeploy_deployment_group",
    severity=MEDIUM,
    fix='Add auto_rollback_configuration { enabled = true, events = ["DEPLOYMENT_FAILURE"] }.',
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html",
    ),
    bad=(
        """
resource "aws_codedeploy_deployment_group" "web" {  # here
  app_name              = "web"
  deployment_group_name = "web"
}
""",
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  auto_rollback_configuration {
    enabled = false  # here
    events  = ["DEPLOYMENT_FAILURE"]
  }
}
""",
    ),
    good=(
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
  }
}
""",
        """
variable "rollback" { default = "true" }

resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  auto_rollback_configuration {
    enabled = var.rollback
    events  = ["DEPLOYMENT_FAILURE"]
  }
}
""",
    ),
)
def check(group):
    path = "auto_rollback_configuration.enabled"
    if not group.get(path, default=False):
        yield group.fail(path, "a failed release is not rolled back")
