"""The alarm goes off and tells nobody.

actions_enabled = false mutes an alarm with all of its actions, mostly during an incident, and is
then forgotten. It is on unless it is switched off.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    severity=MEDIUM,
    fix="Set actions_enabled = true, or leave it out.",
    aliases=("CKV_AWS_319",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    ),
    bad=(
        'resource "aws_cloudwatch_metric_alarm" "errors" { actions_enabled = false }  # here',
        'resource "aws_cloudwatch_composite_alarm" "down" { actions_enabled = false }  # here',
    ),
    good=(
        'resource "aws_cloudwatch_metric_alarm" "errors" { alarm_name = "errors" }',
        'resource "aws_cloudwatch_metric_alarm" "errors" { actions_enabled = "true" }',
    ),
)
def check(alarm):
    if not alarm.get("actions_enabled", default=True):
        yield alarm.fail("actions_enabled", "the alarm is muted")
