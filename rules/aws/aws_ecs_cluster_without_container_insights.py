"""How much a service's tasks use, and which of them fail, is not recorded for this cluster.

Container Insights collects metrics of tasks and containers. It costs by the metric, and teams with
another monitoring agent do without.
"""

from scanner import LOW, rule


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
""",
    ),
    good=(
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
    # No other setting of a cluster can have these values.
    if not any(one.get("value") in ("enabled", "enhanced") for one in cluster.each("setting")):
        yield cluster.fail("setting", "Container Insights is off")
