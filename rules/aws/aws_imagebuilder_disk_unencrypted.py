"""Machines from this recipe start with disks that can be read without a key.

An image's disk mapping decides for every machine made from it; encryption is off unless it is asked
for, or the account encrypts by default.
"""

from scanner import HIGH, rule


@rule(
    on="aws_imagebuilder_image_recipe",
    severity=HIGH,
    fix="Set encrypted = true in the ebs block of each block_device_mapping.",
    related_ids=("CKV_AWS_200",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html",
    ),
    bad=(
        """
resource "aws_imagebuilder_image_recipe" "base" {
  name         = "base"
  parent_image = "arn:aws:imagebuilder:eu-central-1:aws:image/ubuntu/x.x.x"
  version      = "1.0.0"
  block_device_mapping {
    device_name = "/dev/xvda"
    ebs {  # here
      volume_size = 20
    }
  }
}
""",
        """
resource "aws_imagebuilder_image_recipe" "base" {
  name         = "base"
  parent_image = "arn:aws:imagebuilder:eu-central-1:aws:image/ubuntu/x.x.x"
  version      = "1.0.0"
  block_device_mapping {
    device_name = "/dev/xvda"
    ebs {
      encrypted = "false"  # here
    }
  }
}

resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}
""",
    ),
    good=(
        """
resource "aws_imagebuilder_image_recipe" "base" {
  name         = "base"
  parent_image = "arn:aws:imagebuilder:eu-central-1:aws:image/ubuntu/x.x.x"
  version      = "1.0.0"
  block_device_mapping {
    device_name = "/dev/xvda"
    ebs {
      encrypted = true
    }
  }
}
""",
        """
resource "aws_imagebuilder_image_recipe" "base" {
  name         = "base"
  parent_image = "arn:aws:imagebuilder:eu-central-1:aws:image/ubuntu/x.x.x"
  version      = "1.0.0"
  block_device_mapping {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
    }
  }
}

resource "aws_ebs_encryption_by_default" "on" {
  enabled = true
}
""",
    ),
)
def check(recipe):
    for disk in recipe.each("block_device_mapping"):
        for ebs in disk.each("ebs"):
            if not ebs.get("encrypted", default=False) and not _by_default(recipe):
                yield ebs.fail("encrypted", "the disk is not encrypted")


def _by_default(recipe):
    settings = recipe.beside("aws_ebs_encryption_by_default")
    return any(one.get("enabled", default=True) for one in settings)
