"""Everybody who may read the trail's bucket reads who did what in the account.

Files are encrypted with a key of S3 in any case; with a key of one's own reading them takes the
right to decrypt too, which can be withheld from those who administer buckets.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudtrail",
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_35", "AVD-AWS-0015"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    ),
    bad=('resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here',),
    good=(
        """
resource "aws_cloudtrail" "all" {
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd"
}
""",
        """
resource "aws_kms_key" "trail" {}

resource "aws_cloudtrail" "all" { kms_key_id = aws_kms_key.trail.arn }
""",
    ),
)
def check(trail):
    if not trail.is_set("kms_key_id"):
        yield trail.fail("kms_key_id", "the log files have no key of their own")
