"""The volume, its snapshots and whatever is made from them can be read without a key.

Encryption cannot be added to a volume later; it takes a copy. An account with encryption by
default (aws_ebs_encryption_by_default in the same root) encrypts volumes that do not ask for it.
"""

from scanner import HIGH, rule


@rule(
    on="aws_ebs_volume",
    severity=HIGH,
    fix="Set encrypted = true.",
    aliases=("CKV_AWS_3", "AVD-AWS-0026"),
    cwe=311,
    references=("https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",),
    bad=(
        """
resource "aws_ebs_volume" "data" {  # here
  availability_zone = "eu-central-1a"
  size              = 20
}
""",
        """
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 20
  encrypted         = false  # here
}
""",
        """
resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

resource "aws_ebs_volume" "data" {  # here
  availability_zone = "eu-central-1a"
  size              = 20
}
""",
    ),
    good=(
        """
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 20
  encrypted         = true
}
""",
        """
resource "aws_ebs_encryption_by_default" "on" {}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 20
}
""",
        """
resource "aws_ebs_volume" "copy" {
  availability_zone = "eu-central-1a"
  snapshot_id       = aws_ebs_snapshot.encrypted.id
  encrypted         = true
}
""",
    ),
)
def check(volume):
    if volume.get("encrypted", default=False):
        return
    if any(s.get("enabled", default=True) for s in volume.beside("aws_ebs_encryption_by_default")):
        return
    yield volume.fail("encrypted", "the volume is not encrypted")
