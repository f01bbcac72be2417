"""An intrusion is often found months later, when these logs are gone.

A year is what several standards ask for; the days that are enough can be set with the parameter
days. A group that keeps its logs for ever passes.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_cloudwatch_log_group",
    severity=LOW,
    fix="Set retention_in_days to 365 or more.",
    related_ids=("CKV_AWS_338",),
    cwe=778,
    parameters={"days": 365},
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    ),
    bad=('resource "aws_cloudwatch_log_group" "app" { retention_in_days = 30 }  # here',),
    good=(
        'resource "aws_cloudwatch_log_group" "app" { retention_in_days = 365 }',
        'resource "aws_cloudwatch_log_group" "app" { name = "app" }',
        'resource "aws_cloudwatch_log_group" "app" { retention_in_days = 0 }',
    ),
)
def check(group):
    days = quantity(group.get("retention_in_days", default=0), 0)
    if 0 < days < group.parameters["days"]:
        yield group.fail("retention_in_days", f"logs are kept for {days} days")
