"""How much a service's tasks use, and which of them fail, is not recorded for this cluster.

Container Insights collects metrics of tasks and containers. It costs by the metric, and teams with
another monitoring agent do without. The account's default (aws_ecs_account_setting_default in the
same root) counts for clusters that do not say otherwise.
"""

from scanner import LOW, rule

_ON = ("enabled", "enhanced")


@rule(
    on="aws_ecs_cluster",
    severity=LOW,
    fix='Add setting { name = "containerInsights", value = "enabled" }, or "enhanced".',
    aliases=("CKV_AWS_65", "AVD-AWS-0034"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html",
    ),
    bad=(
        'resource "aws_ecs_cluster" "main" { name = "main" }  # here',
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  setting {  # here
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_account_setting_default" "events" {
  name  = "containerInsights"
  value = "disabled"
}

resource "aws_ecs_account_setting_default" "trunking" {
  name  = "awsvpcTrunking"
  value = "enabled"
}
""",
    ),
    good=(
        """
resource "aws_ecs_account_setting_default" "insights" {
  name  = "containerInsights"
  value = "enhanced"
}

resource "aws_ecs_cluster" "main" {
  name = "main"
}
""",
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
""",
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}
""",
    ),
)
def check(cluster):
    for setting in cluster.each("setting"):
        if setting.get("value") in _ON:  # no other setting of a cluster has such a value
            return
    for default in cluster.beside("aws_ecs_account_setting_default"):
        if default.get("name") == "containerInsights" and default.get("value") in _ON:
            return
    yield cluster.fail("setting", "Container Insights is off")
