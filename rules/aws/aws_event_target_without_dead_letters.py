"""Events that the target cannot take are thrown away after a day of retries.

A target that is throttled, deleted or no longer allowed loses them at once or after 24 hours, and
nothing tells. A dead-letter queue keeps the event together with the reason.
"""

from scanner import LOW, rule

_PATHS = {
    "aws_cloudwatch_event_target": "dead_letter_config.arn",
    "aws_scheduler_schedule": "target.dead_letter_config.arn",
}


@rule(
    on=tuple(_PATHS),
    severity=LOW,
    fix="Add dead_letter_config with the ARN of a queue.",
    cwe=755,
    references=(
        "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
        "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
    ),
    bad=(
        """
resource "aws_cloudwatch_event_target" "orders" {  # here
  rule = "orders"
  arn  = "arn:aws:lambda:eu-central-1:123456789012:function:orders"
}
""",
        """
resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"
  target {  # here
    arn      = "arn:aws:lambda:eu-central-1:123456789012:function:nightly"
    role_arn = "arn:aws:iam::123456789012:role/nightly"
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudwatch_event_target" "orders" {
  rule = "orders"
  arn  = "arn:aws:lambda:eu-central-1:123456789012:function:orders"
  dead_letter_config {
    arn = "arn:aws:sqs:eu-central-1:123456789012:failed"
  }
}
""",
        """
resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"
  target {
    arn      = "arn:aws:lambda:eu-central-1:123456789012:function:nightly"
    role_arn = "arn:aws:iam::123456789012:role/nightly"
    dead_letter_config {
      arn = "arn:aws:sqs:eu-central-1:123456789012:failed"
    }
  }
}
""",
    ),
)
def check(target):
    path = _PATHS[target.type]
    if not target.get(path, default=""):
        yield target.fail(path, "events that cannot be delivered are lost")
