"""Nothing can raise an alarm on this trail's events while they happen.

In a bucket they arrive minutes later, for investigations. CloudWatch Logs takes them at once, and
metric filters and alarms work there; teams that send the bucket to a SIEM need it less.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudtrail",
    severity=LOW,
    fix="Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn.",
    aliases=("CKV2_AWS_10", "AVD-AWS-0162"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    ),
    bad=('resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here',),
    good=(
        """
resource "aws_cloudtrail" "all" {
  cloud_watch_logs_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*"
}
""",
        """
resource "aws_cloudwatch_log_group" "trail" {}

resource "aws_cloudtrail" "all" {
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
}
""",
    ),
)
def check(trail):
    if not trail.is_set("cloud_watch_logs_group_arn"):
        yield trail.fail("cloud_watch_logs_group_arn", "events do not reach CloudWatch Logs")
