"""Measurements are encrypted with the AWS-managed key, which no policy of yours governs.

Timestream always encrypts. A key of your own shows each use in CloudTrail and can be shut off;
where none of this is required, the AWS-managed key is enough.
"""

from scanner import LOW, rule


@rule(
    on="aws_timestreamwrite_database",
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_160",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/timestream/latest/developerguide/EncryptionAtRest.html",
    ),
    bad=('resource "aws_timestreamwrite_database" "meters" { database_name = "meters" }  # here',),
    good=(
        """
resource "aws_timestreamwrite_database" "meters" {
  database_name = "meters"
  kms_key_id    = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "meters" {}

resource "aws_timestreamwrite_database" "meters" { kms_key_id = aws_kms_key.meters.arn }
""",
    ),
)
def check(database):
    if not database.get("kms_key_id", default=""):
        yield database.fail("kms_key_id", "no key of your own is used")
