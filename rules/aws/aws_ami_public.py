"""Anyone with an AWS account can start this image, and read everything on its disks.

Images hold code, configuration and often keys that were left behind. Sharing with the group "all"
publishes them; name the accounts or the organization.
"""

from scanner import HIGH, rule


@rule(
    on="aws_ami_launch_permission",
    severity=HIGH,
    fix="Share with account_id or organization_arn.",
    related_ids=("CKV_AWS_205",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
    ),
    bad=(
        """
resource "aws_ami_launch_permission" "all" {
  image_id = "ami-1"
  group    = "all"  # here
}
""",
    ),
    good=(
        """
resource "aws_ami_launch_permission" "tests" {
  image_id   = "ami-1"
  account_id = "123456789012"
}
""",
        """
resource "aws_ami_launch_permission" "own" {
  image_id         = "ami-1"
  organization_arn = "arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"
}
""",
    ),
)  # fmt: skip
def check(permission):
    if permission.get("group", default="") == "all":
        yield permission.fail("group", "anyone may start the image")
