"""Who connected through the accelerator, and from where, is written nowhere.

Behind it, load balancers may see its addresses alone. Flow logs go to a bucket and are off unless
they are switched on.
"""

from scanner import LOW, rule


@rule(
    on="aws_globalaccelerator_accelerator",
    severity=LOW,
    fix="Set flow_logs_enabled = true in attributes, with a bucket.",
    aliases=("CKV_AWS_75",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html",
    ),
    bad=(
        'resource "aws_globalaccelerator_accelerator" "edge" { name = "edge" }  # here',
        """
resource "aws_globalaccelerator_accelerator" "edge" {
  attributes {
    flow_logs_enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_globalaccelerator_accelerator" "edge" {
  attributes {
    flow_logs_enabled   = true
    flow_logs_s3_bucket = "logs"
  }
}
""",
        """
resource "aws_globalaccelerator_accelerator" "edge" {
  attributes { flow_logs_enabled = "true" }
}
""",
    ),
)
def check(accelerator):
    if not accelerator.get("attributes.flow_logs_enabled", default=False):
        yield accelerator.fail("attributes.flow_logs_enabled", "connections are not logged")
