"""New instances may differ from the old ones at any time: the group follows the template's newest
version.

Whoever makes a version, by hand or for a test, changes what the next scale-out or replacement
starts, with no plan and no review. Name a version, such as the template's latest_version in the
same configuration.
"""

from scanner import LOW, rule

_PATHS = (
    "launch_template",
    "mixed_instances_policy.launch_template.launch_template_specification",
)


@rule(
    on=("aws_autoscaling_group", "aws_eks_node_group"),
    severity=LOW,
    fix="Set version to aws_launch_template.NAME.latest_version, so that a change is planned.",
    cwe=829,
    references=("https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html",),
    bad=(
        """
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4
  launch_template {
    id      = "lt-1"
    version = "$Latest"  # here
  }
}
""",
        """
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = "lt-1"
        version            = "$Latest"  # here
      }
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
  launch_template {
    id      = "lt-1"
    version = "7"
  }
}
""",
        """
resource "aws_launch_template" "web" {}

resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
}
""",
        """
resource "aws_eks_node_group" "main" {
  cluster_name = "main"
  launch_template {
    id      = "lt-1"
    version = "$Default"
  }
}
""",
    ),
)
def check(group):
    paths = _PATHS if group.type == "aws_autoscaling_group" else _PATHS[:1]
    for path in (f"{path}.version" for path in paths):
        version = group.get(path, default="$Default")
        if not _is_a_templates(group, path) and version == "$Latest":
            yield group.fail(path, "the group follows the newest version")


def _is_a_templates(group, path):
    """Whether the version is taken from a template beside it, so that a plan shows a change."""
    return any(
        one.resource.address == group.resource.address
        for template in group.beside("aws_launch_template")
        for one in template.related(group.type, path)
    )
