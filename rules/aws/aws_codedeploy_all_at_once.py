"""A broken release reaches every instance before anyone notices: all are updated at the same time.

For the time of the update nobody serves requests either. Deploy to half or one at a time, shift
traffic in steps, or deploy blue-green, where the old instances stay until the new ones work.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_codedeploy_deployment_group",
    severity=MEDIUM,
    fix="Use a gradual configuration such as CodeDeployDefault.OneAtATime or a canary.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
    ),
    bad=(
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name               = "web"
  deployment_group_name  = "web"
  deployment_config_name = "CodeDeployDefault.AllAtOnce"  # here
}
""",
        """
resource "aws_codedeploy_deployment_group" "function" {
  app_name               = "function"
  deployment_group_name  = "function"
  deployment_config_name = "CodeDeployDefault.LambdaAllAtOnce"  # here
  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }
}
""",
    ),
    good=(
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
}
""",
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name               = "web"
  deployment_group_name  = "web"
  deployment_config_name = "CodeDeployDefault.AllAtOnce"
  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }
}
""",
        """
resource "aws_codedeploy_deployment_group" "tasks" {
  app_name               = "tasks"
  deployment_group_name  = "tasks"
  deployment_config_name = "CodeDeployDefault.ECSCanary10Percent5Minutes"
}
""",
    ),
)
def check(group):
    config = group.get("deployment_config_name", default="CodeDeployDefault.OneAtATime")
    if config == "CodeDeployDefault.AllAtOnce":
        # Of EC2 instances a blue-green deployment makes new ones, and keeps the old until then.
        if group.get("deployment_style.deployment_type", default="IN_PLACE") != "BLUE_GREEN":
            yield group.fail("deployment_config_name", "every instance is updated at once")
    elif config in ("CodeDeployDefault.LambdaAllAtOnce", "CodeDeployDefault.ECSAllAtOnce"):
        yield group.fail("deployment_config_name", "all traffic is shifted at once")
