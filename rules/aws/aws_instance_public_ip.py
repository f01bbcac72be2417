"""The instance has a public address: only its security groups keep the internet out.

Put instances into private subnets behind a load balancer, and reach them by Session Manager rather
than by an open port. Where the argument is left out, the subnet decides.
"""

from scanner import HIGH, rule


@rule(
    on=(
        "aws_instance",
        "aws_spot_instance_request",
        "aws_launch_template",
        "aws_launch_configuration",
    ),
    severity=HIGH,
    fix="Remove associate_public_ip_address or set it to false.",
    aliases=("CKV_AWS_88", "AVD-AWS-0009"),
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
    ),
    bad=(
        'resource "aws_instance" "web" { associate_public_ip_address = true }  # here',
        """
resource "aws_launch_template" "web" {
  network_interfaces {
    device_index = 0
  }
  network_interfaces {
    associate_public_ip_address = "true"  # here
  }
}
""",
    ),
    good=(
        'resource "aws_instance" "web" { ami = "ami-1" }',
        """
resource "aws_launch_template" "web" {
  network_interfaces {
    associate_public_ip_address = "false"
  }
}
""",
    ),
)  # fmt: skip
def check(instance):
    places = [instance]
    if instance.type == "aws_launch_template":
        places = instance.each("network_interfaces")
    for place in places:
        if place.get("associate_public_ip_address", default=False):
            yield place.fail("associate_public_ip_address", "it has a public address")
