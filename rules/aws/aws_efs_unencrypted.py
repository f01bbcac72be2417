"""Files on the shared file system, and backups of it, lie on disk unencrypted.

EFS encrypts at rest only on request, and only when the file system is made: later it takes a copy.
The AWS-managed key is used when none is named, at no cost.
"""

from scanner import HIGH, rule


@rule(
    on="aws_efs_file_system",
    severity=HIGH,
    fix="Set encrypted = true.",
    aliases=("CKV_AWS_42", "AVD-AWS-0037"),
    cwe=311,
    references=("https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",),
    bad=(
        'resource "aws_efs_file_system" "media" { creation_token = "media" }  # here',
        'resource "aws_efs_file_system" "media" { encrypted = false }  # here',
    ),
    good=(
        'resource "aws_efs_file_system" "media" { encrypted = true }',
        """
variable "encrypted" { default = "true" }

resource "aws_efs_file_system" "media" { encrypted = var.encrypted }
""",
    ),
)
def check(files):
    if not files.get("encrypted", default=False):
        yield files.fail("encrypted", "files are not encrypted at rest")
