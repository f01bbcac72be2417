"""A log file of the trail can be changed or removed, and nobody can tell afterwards.

With validation CloudTrail writes signed digests of its files every hour, so that tampering shows.
The provider leaves it off.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cloudtrail",
    severity=MEDIUM,
    fix="Set enable_log_file_validation = true.",
    aliases=("CKV_AWS_36", "AVD-AWS-0016"),
    cwe=345,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    ),
    bad=(
        'resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here',
        'resource "aws_cloudtrail" "all" { enable_log_file_validation = false }  # here',
    ),
    good=(
        'resource "aws_cloudtrail" "all" { enable_log_file_validation = true }',
        """
resource "aws_cloudtrail" "all" {
  enable_log_file_validation = "true"
  enable_logging             = false
}
""",
    ),
)
def check(trail):
    if not trail.get("enable_log_file_validation", default=False):
        yield trail.fail("enable_log_file_validation", "changed log files cannot be told")
