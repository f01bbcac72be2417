"""The file system is encrypted with the AWS-managed key, which no policy of yours governs.

FSx always encrypts at rest. A key of your own shows each use in CloudTrail and can be shut off; it
has to be chosen when the file system is made. Scratch file systems of Lustre cannot take one.
"""

from scanner import LOW, rule


@rule(
    on=(
        "aws_fsx_lustre_file_system",
        "aws_fsx_ontap_file_system",
        "aws_fsx_openzfs_file_system",
        "aws_fsx_windows_file_system",
    ),
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_190", "CKV_AWS_178", "CKV_AWS_203", "CKV_AWS_179"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/fsx/latest/WindowsGuide/encryption-at-rest.html",
        "https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html",
    ),
    bad=(
        'resource "aws_fsx_windows_file_system" "office" { storage_capacity = 300 }  # here',
        'resource "aws_fsx_lustre_file_system" "fast" { deployment_type = "PERSISTENT_2" }  # here',
    ),
    good=(
        """
resource "aws_fsx_ontap_file_system" "office" {
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        'resource "aws_fsx_lustre_file_system" "scratch" { storage_capacity = 1200 }',
    ),
)
def check(files):
    if _is_lustre(files) and files.get("deployment_type", default="SCRATCH_1").startswith("SCR"):
        return
    if not files.get("kms_key_id", default=""):
        yield files.fail("kms_key_id", "no key of your own is used")


def _is_lustre(files):
    return files.type == "aws_fsx_lustre_file_system"
