"""Anybody can publish an image that this look-up takes for the newest, and it then runs here.

Without owners, aws_ami searches the images of every account. An attacker registers one with a name
that matches and a later date (the "whoAMI" confusion). Name the owner, by owners or by a filter on
owner-id or owner-alias; an image id as a filter is as good.
"""

from scanner import HIGH, rule

_NAMING = ("owner-id", "owner-alias", "image-id")


@rule(
    on=("data.aws_ami", "data.aws_ami_ids"),
    severity=HIGH,
    fix='Set owners to the account that publishes the image, or to "amazon" or "self".',
    related_ids=("CKV_AWS_386",),
    cwe=829,
    references=(
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ami",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html",
    ),
    bad=(
        """
data "aws_ami" "ubuntu" {  # here
  most_recent = true
  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-noble-24.04-amd64-server-*"]
  }
}
""",
    ),
    good=(
        """
data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]
  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-noble-24.04-amd64-server-*"]
  }
}
""",
        """
data "aws_ami" "ubuntu" {
  most_recent = true
  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-noble-24.04-amd64-server-*"]
  }
  filter {
    name   = "owner-id"
    values = ["099720109477"]
  }
}
""",
    ),
)
def check(image):
    if any(True for _ in image.each("owners")):
        return
    if not any(one.get("name") in _NAMING for one in image.each("filter")):
        yield image.fail("owners", "images of any account are taken")
