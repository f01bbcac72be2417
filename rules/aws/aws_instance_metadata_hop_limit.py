"""Containers on the instance reach its metadata service, and so its role's credentials.

The hop limit is how far an answer travels. At one it ends in the instance; each network inside of
it, as Docker's, takes another. Containers that are meant to use the instance's role need two; a
role of their own is better. A limit that is left out is one, unless the image says otherwise.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=(
        "aws_instance",
        "aws_launch_template",
        "aws_launch_configuration",
        "aws_ec2_instance_metadata_defaults",
    ),
    severity=LOW,
    fix="Set http_put_response_hop_limit = 1 and give containers roles of their own.",
    aliases=("CKV_AWS_341",),
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html",
    ),
    bad=(
        """
resource "aws_launch_template" "nodes" {
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2  # here
  }
}
""",
        """
resource "aws_ec2_instance_metadata_defaults" "all" {
  http_put_response_hop_limit = 64  # here
}
""",
    ),
    good=(
        """
resource "aws_launch_template" "nodes" {
  metadata_options {
    http_put_response_hop_limit = 1
  }
}
""",
        'resource "aws_instance" "web" { ami = "ami-1" }',
    ),
)  # fmt: skip
def check(instance):
    path = "metadata_options.http_put_response_hop_limit"
    if instance.type == "aws_ec2_instance_metadata_defaults":
        path = "http_put_response_hop_limit"
    if quantity(instance.get(path, default=1), 1) > 1:
        yield instance.fail(path, "the metadata service answers beyond the instance")
