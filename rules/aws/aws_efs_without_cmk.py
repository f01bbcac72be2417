"""Files are encrypted with the AWS-managed key, so no key policy of yours says who may read them.

A key of your own shows each use in CloudTrail and can be shut off; it has to be chosen when the
file system is made. Where none of this is required, the AWS-managed key is enough.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on="aws_efs_file_system",
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_184",),
    cwe=311,
    references=("https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",),
    bad=('resource "aws_efs_file_system" "media" { encrypted = true }  # here',),
    good=(
        """
resource "aws_efs_file_system" "media" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "media" {}

resource "aws_efs_file_system" "media" { kms_key_id = aws_kms_key.media.arn }
""",
    ),
)
def check(files):
    if not has_own_key(files, "kms_key_id"):
        yield files.fail("kms_key_id", "no key of your own is used")
