"""An instance whose application has died stays in the group: only the machine's health counts.

The load balancer sees that it no longer answers and sends it nothing, but nobody replaces it, and
what is left carries its load. With the type ELB the group replaces what the load balancer gives up.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_autoscaling_group",
    severity=MEDIUM,
    fix='Set health_check_type = "ELB".',
    related_ids=("CKV2_AWS_15",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-add-elb-healthcheck.html",
    ),
    bad=(
        """
resource "aws_autoscaling_group" "web" {  # here
  min_size          = 2
  max_size          = 4
  target_group_arns = ["arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/web/1"]
}
""",
        """
resource "aws_autoscaling_group" "web" {
  min_size          = 2
  max_size          = 4
  health_check_type = "EC2"  # here
  load_balancers    = ["web"]
}
""",
        """
resource "aws_autoscaling_group" "web" {  # here
  name     = "web"
  min_size = 2
  max_size = 4
}

resource "aws_autoscaling_attachment" "web" {
  autoscaling_group_name = aws_autoscaling_group.web.name
  lb_target_group_arn    = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/web/1"
}
""",
    ),
    good=(
        """
resource "aws_autoscaling_group" "web" {
  min_size          = 2
  max_size          = 4
  health_check_type = "ELB"
  target_group_arns = ["arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/web/1"]
}
""",
        """
resource "aws_autoscaling_group" "worker" {
  min_size = 2
  max_size = 4
}
""",
    ),
)
def check(group):
    if group.get("health_check_type", default="EC2") != "EC2":
        return
    balanced = any(
        True for name in ("target_group_arns", "load_balancers") for _ in group.each(name)
    )
    if balanced or group.related("aws_autoscaling_attachment", "autoscaling_group_name"):
        yield group.fail("health_check_type", "instances that do not answer are not replaced")
