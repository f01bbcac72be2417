"""Clients may send results elsewhere and unencrypted, whatever this workgroup says.

Its settings hold for everybody only where enforce_workgroup_configuration is true, as it is unless
it is switched off.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_athena_workgroup",
    severity=MEDIUM,
    fix="Set enforce_workgroup_configuration = true, or leave it out.",
    aliases=("CKV_AWS_82", "AVD-AWS-0007"),
    cwe=693,
    references=("https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html",),
    bad=(
        """
resource "aws_athena_workgroup" "reports" {
  configuration {
    enforce_workgroup_configuration = false  # here
  }
}
""",
    ),
    good=(
        'resource "aws_athena_workgroup" "reports" { name = "reports" }',
        """
resource "aws_athena_workgroup" "reports" {
  configuration {
    enforce_workgroup_configuration    = "true"
    publish_cloudwatch_metrics_enabled = false
  }
}
""",
    ),
)
def check(group):
    if not group.get("configuration.enforce_workgroup_configuration", default=True):
        yield group.fail(
            "configuration.enforce_workgroup_configuration", "clients override the settings"
        )
