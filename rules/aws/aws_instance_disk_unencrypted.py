"""The instance's disks, their snapshots and every image made of them can be read without a key.

A disk is encrypted when it says so, when the account encrypts by default
(aws_ebs_encryption_by_default in the same root), or when its snapshot is. An instance without a
root_block_device has the encryption of its image, and public images have none; one that follows a
launch template is judged there.
"""

from scanner import HIGH, MEDIUM, rule


@rule(
    on=(
        "aws_instance",
        "aws_spot_instance_request",
        "aws_launch_configuration",
        "aws_launch_template",
    ),
    severity=HIGH,
    confidence=MEDIUM,
    fix="Set encrypted = true for every disk, or switch on encryption by default.",
    related_ids=("CKV_AWS_8", "AVD-AWS-0131", "AVD-AWS-0008"),
    cwe=311,
    references=("https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",),
    bad=(
        'resource "aws_instance" "web" { ami = "ami-1" }  # here',
        """
resource "aws_instance" "web" {
  root_block_device {
    encrypted = true
  }
  # here
  ebs_block_device {
    device_name = "/dev/sdf"
  }
}
""",
        """
resource "aws_launch_template" "web" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = "false"  # here
    }
  }
}
""",
        """
resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

resource "aws_launch_configuration" "web" {
  root_block_device {
    encrypted = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_instance" "web" {
  root_block_device {
    encrypted = true
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    snapshot_id = "snap-1"
  }
}
""",
        """
resource "aws_ebs_encryption_by_default" "on" {}

resource "aws_instance" "web" {
  ami = "ami-1"
}
""",
        """
resource "aws_launch_template" "web" {
  block_device_mappings {
    device_name  = "/dev/sdb"
    virtual_name = "ephemeral0"
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = "true"
    }
  }
}
""",
        """
resource "aws_instance" "web" {
  launch_template {
    id = "lt-1"
  }
}

resource "aws_launch_configuration" "web" {
  image_id = "ami-1"
}
""",
    ),
)
def check(instance):
    defaults = instance.beside("aws_ebs_encryption_by_default")
    if any(one.get("enabled", default=True) for one in defaults):
        return
    if instance.type == "aws_launch_template":
        for mapping in instance.each("block_device_mappings"):
            yield from _unencrypted(mapping.each("ebs"))
        return
    yield from _unencrypted(instance.each("ebs_block_device"))
    for root in instance.each("root_block_device"):
        if not root.get("encrypted", default=False):
            yield root.fail("encrypted", "the disk is not encrypted")
    if instance.is_set("root_block_device") or instance.type == "aws_launch_configuration":
        return
    if not instance.is_set("launch_template"):
        yield instance.fail("root_block_device", "the root disk is as its image is")


def _unencrypted(disks):
    for disk in disks:
        if not disk.is_set("snapshot_id") and not disk.get("encrypted", default=False):
            yield disk.fail("encrypted", "the disk is not encrypted")
