"""Everybody who may read the log group reads what the service writes there.

CloudWatch Logs encrypts with a key of its own in any case. With one of the team's, reading takes
the right to decrypt, and what is logged can be made unreadable by disabling the key.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudwatch_log_group",
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_158", "AVD-AWS-0017"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    ),
    bad=('resource "aws_cloudwatch_log_group" "app" { name = "app" }  # here',),
    good=(
        """
resource "aws_cloudwatch_log_group" "app" {
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd"
}
""",
        """
resource "aws_kms_key" "logs" {}

resource "aws_cloudwatch_log_group" "app" { kms_key_id = aws_kms_key.logs.arn }
""",
    ),
)
def check(group):
    if not group.is_set("kms_key_id"):
        yield group.fail("kms_key_id", "the logs have no key of their own")
