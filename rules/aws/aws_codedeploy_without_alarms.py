"""A release that starts but fails its users goes on to every instance: no alarm stops it.

CodeDeploy itself sees only that scripts ran. With alarms on errors or latency it stops, and rolls
back where DEPLOYMENT_STOP_ON_ALARM is among the events.
"""

from scanner import LOW, rule


@rule(
    on="aws_codedeploy_deployment_group",
    severity=LOW,
    fix="Add alarm_configuration { enabled = true, alarms = [...] }.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html",
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
  alarm_configuration {  # here
    enabled = false
    alarms  = ["errors"]
  }
}
""",
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  alarm_configuration {  # here
    enabled = true
  }
}
""",
    ),
    good=(
        """
resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  alarm_configuration {
    enabled = true
    alarms  = ["errors"]
  }
}
""",
        """
resource "aws_cloudwatch_metric_alarm" "errors" {}

resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  alarm_configuration {
    enabled = true
    alarms  = [aws_cloudwatch_metric_alarm.errors.alarm_name]
  }
}
""",
    ),
)
def check(group):
    settings = group.sub("alarm_configuration")
    if not (settings.get("enabled", default=False) and settings.get("alarms", default=[])):
        yield group.fail("alarm_configuration", "no alarm stops a bad release")
