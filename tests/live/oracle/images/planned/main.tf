resource "aws_ami" "main" {
  name                = "trueup-main"
  architecture        = "arm64"
  boot_mode           = "uefi"
  deprecation_time    = "2031-01-01T00:00:00Z"
  description         = "hardened"
  ena_support         = true
  image_location      = "123456789012/trueup-main"
  imds_support        = "v2.0"
  kernel_id           = "aki-0123456789abcdef0"
  ramdisk_id          = "ari-0123456789abcdef0"
  root_device_name    = "/dev/xvda"
  sriov_net_support   = "none"
  tpm_support         = "v2.0"
  virtualization_type = "hvm"
  tags                = { team = "core" }

  ebs_block_device {
    device_name           = "/dev/xvda"
    delete_on_termination = true
    encrypted             = true
    iops                  = 4000
    snapshot_id           = "snap-0123456789abcdef0"
    throughput            = 200
    volume_size           = 20
    volume_type           = "gp3"
  }
  ebs_block_device {
    device_name           = "/dev/sdf"
    delete_on_termination = false
    volume_size           = 100
    volume_type           = "sc1"
  }
  ephemeral_block_device {
    device_name  = "/dev/sdb"
    virtual_name = "ephemeral0"
  }
}

# Nothing more is said of this one.
resource "aws_ami" "plain" {
  name             = "trueup-plain"
  root_device_name = "/dev/xvda"
}

resource "aws_ami_launch_permission" "account" {
  image_id   = "ami-0123456789abcdef0"
  account_id = "210987654321"
}

resource "aws_ami_launch_permission" "organization" {
  image_id         = "ami-0123456789abcdef0"
  organization_arn = "arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"
}

resource "aws_ami_launch_permission" "unit" {
  image_id                = "ami-0123456789abcdef0"
  organizational_unit_arn = "arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6"
}

resource "aws_ami_launch_permission" "everybody" {
  image_id = "ami-0123456789abcdef1"
  group    = "all"
}

resource "aws_ebs_default_kms_key" "main" {
  key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}
