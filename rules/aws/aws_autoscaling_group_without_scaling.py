"""The group never grows under load: its size is between two numbers that nothing moves.

A group with room to grow but neither a scaling policy nor a schedule stays at its desired size.
Where another tool scales it, as the cluster autoscaler does, no policy is needed.
"""

from scanner import LOW, rule


@rule(
    on="aws_autoscaling_group",
    severity=LOW,
    fix="Add aws_autoscaling_policy with a target to track.",
    cwe=770,
    references=(
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
    ),
    bad=(
        """
resource "aws_autoscaling_group" "web" {  # here
  name     = "web"
  min_size = 2
  max_size = 8
}

resource "aws_autoscaling_policy" "other" {
  name                   = "other"
  autoscaling_group_name = "other"
}
""",
    ),
    good=(
        """
resource "aws_autoscaling_group" "web" {
  name     = "web"
  min_size = 2
  max_size = 8
}

resource "aws_autoscaling_policy" "web" {
  name                   = "web"
  autoscaling_group_name = aws_autoscaling_group.web.name
}
""",
        """
resource "aws_autoscaling_group" "office_hours" {
  name     = "office-hours"
  min_size = 0
  max_size = 8
}

resource "aws_autoscaling_schedule" "morning" {
  scheduled_action_name  = "morning"
  autoscaling_group_name = "office-hours"
}
""",
        """
resource "aws_autoscaling_group" "fixed" {
  name     = "fixed"
  min_size = 3
  max_size = 3
}
""",
    ),
)
def check(group):
    if group.get("min_size", default=0) == group.get("max_size", default=0):
        return
    for kind in ("aws_autoscaling_policy", "aws_autoscaling_schedule"):
        if group.related(kind, "autoscaling_group_name"):
            return
    yield group.fail(message="nothing scales the group")
