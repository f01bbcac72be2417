"""Somebody asked to be told of failovers, failures and maintenance, and is told of nothing.

A subscription that is switched off looks in the code as if the alarm existed. Remove it if nobody
wants its messages; one without categories or sources covers all of them.
"""

from scanner import LOW, rule


@rule(
    on=(
        "aws_db_event_subscription",
        "aws_neptune_event_subscription",
        "aws_redshift_event_subscription",
    ),
    severity=LOW,
    fix="Remove enabled = false, or the subscription.",
    cwe=778,
    references=("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html",),
    bad=(
        """
resource "aws_db_event_subscription" "failures" {
  sns_topic = "arn:aws:sns:eu-central-1:111122223333:on-call"
  enabled   = false  # here
}
""",
    ),
    good=(
        """
resource "aws_db_event_subscription" "failures" {
  sns_topic = "arn:aws:sns:eu-central-1:111122223333:on-call"
  enabled   = true
}
""",
        """
resource "aws_db_event_subscription" "all" {
  sns_topic = "arn:aws:sns:eu-central-1:111122223333:on-call"
}
""",
    ),
)
def check(subscription):
    if not subscription.get("enabled", default=True):
        yield subscription.fail("enabled", "the subscription is switched off")
