"""Logs that are never deleted cost more every month and keep personal data without end.

A log group without retention_in_days, or with 0, keeps everything for ever. Groups of the class
DELIVERY always keep one day, whatever is written.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudwatch_log_group",
    severity=LOW,
    fix="Set retention_in_days.",
    aliases=("CKV_AWS_66",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    ),
    bad=(
        'resource "aws_cloudwatch_log_group" "app" { name = "app" }  # here',
        'resource "aws_cloudwatch_log_group" "app" { retention_in_days = 0 }  # here',
    ),
    good=(
        'resource "aws_cloudwatch_log_group" "app" { retention_in_days = 30 }',
        'resource "aws_cloudwatch_log_group" "app" { retention_in_days = "365" }',
        'resource "aws_cloudwatch_log_group" "app" { log_group_class = "DELIVERY" }',
    ),
)
def check(group):
    if group.get("log_group_class", default="STANDARD") == "DELIVERY":
        return
    if group.get("retention_in_days", default=0) == 0:
        yield group.fail("retention_in_days", "the logs are never deleted")
