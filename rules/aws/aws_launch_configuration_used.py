"""Launch configurations get none of EC2's newer defences, and new accounts cannot make them.

AWS stopped adding features to them in 2022, so that new instance types and options of the metadata
service are missing; launch templates have versions, which show who changed what.
"""

from scanner import LOW, rule


@rule(
    on="aws_autoscaling_group",
    severity=LOW,
    fix="Replace the launch configuration by a launch template.",
    aliases=("CKV_AWS_315",),
    cwe=477,
    references=(
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html",
    ),
    bad=(
        """
resource "aws_autoscaling_group" "web" {
  max_size             = 3
  min_size             = 1
  launch_configuration = "web"  # here
}
""",
    ),
    good=(
        """
resource "aws_autoscaling_group" "web" {
  max_size = 3
  min_size = 1
  launch_template {
    id      = "lt-1"
    version = "3"
  }
}
""",
        """
resource "aws_autoscaling_group" "web" {
  max_size = 3
  min_size = 1
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = "lt-1"
      }
    }
  }
}
""",
    ),
)  # fmt: skip
def check(group):
    if group.get("launch_configuration", default=""):
        yield group.fail("launch_configuration", "a launch configuration is used")
