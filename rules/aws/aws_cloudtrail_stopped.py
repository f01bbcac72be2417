"""The trail exists and records nothing.

Switching logging off is what intruders do first, and an account whose trail is stopped looks
watched without being so. A trail that is made records at once unless it is told not to.
"""

from scanner import HIGH, rule


@rule(
    on="aws_cloudtrail",
    severity=HIGH,
    fix="Set enable_logging = true, or leave it out.",
    aliases=("CKV_AWS_251",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html",
    ),
    bad=('resource "aws_cloudtrail" "all" { enable_logging = false }  # here',),
    good=(
        'resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }',
        'resource "aws_cloudtrail" "all" { enable_logging = "true" }',
    ),
)
def check(trail):
    if not trail.get("enable_logging", default=True):
        yield trail.fail("enable_logging", "the trail is switched off")
