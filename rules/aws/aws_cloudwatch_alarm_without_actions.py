"""Nobody is told when this alarm goes off, and nothing is done.

Without alarm_actions its state changes on a dashboard alone. An alarm that only feeds a composite
one, or that a deployment watches, needs none.
"""

from scanner import LOW, rule


@rule(
    on=("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    severity=LOW,
    fix="Set alarm_actions to an SNS topic or another action.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    ),
    bad=(
        'resource "aws_cloudwatch_metric_alarm" "errors" { alarm_name = "errors" }  # here',
        'resource "aws_cloudwatch_composite_alarm" "down" { alarm_actions = [] }  # here',
    ),
    good=(
        """
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_actions = ["arn:aws:sns:eu-central-1:111122223333:on-call"]
}
""",
        """
resource "aws_sns_topic" "on_call" {}

resource "aws_cloudwatch_composite_alarm" "down" { alarm_actions = [aws_sns_topic.on_call.arn] }
""",
    ),
)
def check(alarm):
    if not any(True for _ in alarm.each("alarm_actions")):
        yield alarm.fail("alarm_actions", "the alarm tells nobody")
