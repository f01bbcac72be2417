"""A broken image replaces one instance after another, and nobody takes the group back.

An instance refresh that fails stops where it is, half old and half new. With auto_rollback it goes
back to the template's version from before.
"""

from scanner import LOW, rule


@rule(
    on="aws_autoscaling_group",
    severity=LOW,
    fix="Set auto_rollback = true in the refresh's preferences.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html",
    ),
    bad=(
        """
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4
  instance_refresh {
    strategy = "Rolling"
    preferences {  # here
      min_healthy_percentage = 90
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4
  instance_refresh {
    strategy = "Rolling"
    preferences {
      auto_rollback = true
    }
  }
}
""",
        """
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4
}
""",
    ),
)
def check(group):
    for refresh in group.each("instance_refresh"):
        if not refresh.get("preferences.auto_rollback", default=False):
            yield refresh.fail("preferences.auto_rollback", "a failed refresh is not rolled back")
