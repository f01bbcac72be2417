"""The copy of an image or a snapshot is readable without a key, in its new region too.

Copying is the moment to encrypt: set encrypted = true. A region that encrypts by default
(aws_ebs_encryption_by_default in the same root) does it unasked.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_ami_copy", "aws_ebs_snapshot_copy"),
    severity=MEDIUM,
    fix="Set encrypted = true.",
    related_ids=("CKV_AWS_235",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/CopyingAMIs.html",
        "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html",
    ),
    bad=(
        """
resource "aws_ami_copy" "web" {  # here
  name              = "web"
  source_ami_id     = "ami-1"
  source_ami_region = "eu-central-1"
}
""",
        """
resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

resource "aws_ebs_snapshot_copy" "data" {
  source_snapshot_id = "snap-1"
  source_region      = "eu-central-1"
  encrypted          = false  # here
}
""",
    ),
    good=(
        """
resource "aws_ami_copy" "web" {
  name              = "web"
  source_ami_id     = "ami-1"
  source_ami_region = "eu-central-1"
  encrypted         = true
}
""",
        """
resource "aws_ebs_encryption_by_default" "on" {}

resource "aws_ebs_snapshot_copy" "data" {
  source_snapshot_id = "snap-1"
  source_region      = "eu-central-1"
}
""",
    ),
)
def check(copy):
    defaults = copy.beside("aws_ebs_encryption_by_default")
    if any(one.get("enabled", default=True) for one in defaults):
        return
    if not copy.get("encrypted", default=False):
        yield copy.fail("encrypted", "the copy is not encrypted")
