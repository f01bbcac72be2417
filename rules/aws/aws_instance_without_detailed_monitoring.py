"""Load that comes and goes within five minutes is never seen, and scaling reacts late.

Basic monitoring has one value in five minutes; detailed monitoring one a minute, at a price per
metric. Groups that scale on CPU or network want it.
"""

from scanner import LOW, rule


@rule(
    on=("aws_instance", "aws_launch_template"),
    severity=LOW,
    fix="Set monitoring = true, or enabled = true in a template's monitoring block.",
    aliases=("CKV_AWS_126",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html",
    ),
    bad=(
        'resource "aws_instance" "web" { ami = "ami-1" }  # here',
        """
resource "aws_launch_template" "web" {
  monitoring {
    enabled = false  # here
  }
}
""",
        """
resource "aws_instance" "web" {
  monitoring = false  # here
  launch_template {
    id = "lt-1"
  }
}
""",
    ),
    good=(
        'resource "aws_instance" "web" { monitoring = true }',
        """
resource "aws_launch_template" "web" {
  monitoring {
    enabled = true
  }
}
""",
        """
resource "aws_instance" "web" {
  launch_template {
    id = "lt-1"
  }
}
""",
    ),
)
def check(instance):
    path = "monitoring.enabled"
    if instance.type == "aws_instance":
        path = "monitoring"
        if not instance.is_set(path) and instance.is_set("launch_template"):
            return
    if not instance.get(path, default=False):
        yield instance.fail(path, "there is one metric in five minutes only")
