"""Queries and results may cross the network in plain text, because the cluster accepts HTTP.

Engines before 1.0.4.0 leave neptune_enforce_ssl at 0; current ones demand HTTPS unless it is
switched off. Only a group that says 0 is wrong today.
"""

from scanner import HIGH, rule


@rule(
    on="aws_neptune_cluster_parameter_group",
    severity=HIGH,
    fix="Remove the parameter neptune_enforce_ssl or set it to 1.",
    cwe=319,
    references=("https://docs.aws.amazon.com/neptune/latest/userguide/security-ssl.html",),
    bad=(
        """
resource "aws_neptune_cluster_parameter_group" "main" {
  family = "neptune1.3"
  parameter {
    name  = "neptune_enforce_ssl"
    value = 0  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_neptune_cluster_parameter_group" "main" {
  family = "neptune1.3"
  parameter {
    name  = "neptune_enforce_ssl"
    value = "1"
  }
}
""",
        """
resource "aws_neptune_cluster_parameter_group" "main" {
  family = "neptune1.3"
  parameter {
    name  = "neptune_streams"
    value = "0"
  }
}
""",
    ),
)
def check(group):
    for parameter in group.each("parameter"):
        if (
            parameter.get("name") == "neptune_enforce_ssl"
            and parameter.get("value", default="1") == "0"
        ):
            yield parameter.fail("value", "the cluster accepts plain HTTP")
