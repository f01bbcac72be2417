"""A request that the application can be talked into (SSRF) reads the instance's credentials.

The metadata service's first version answers any GET. The second asks for a token by PUT, which
forged requests cannot make. It is required where http_tokens says so, where the account's default
(aws_ec2_instance_metadata_defaults) does, or where the image was registered with IMDS 2.0, as
Amazon Linux 2023 is, which cannot be seen here. An instance that leaves it to its launch template
is judged there.
"""

from scanner import HIGH, MEDIUM, rule

# What may take its options from a launch template.
_FOLLOWING = {
    "aws_instance": ("launch_template",),
    "aws_spot_instance_request": ("launch_template",),
}


@rule(
    on=(
        "aws_instance",
        "aws_spot_instance_request",
        "aws_launch_template",
        "aws_launch_configuration",
    ),
    severity=HIGH,
    confidence=MEDIUM,
    fix='Set http_tokens = "required" in metadata_options.',
    related_ids=("CKV_AWS_79", "AVD-AWS-0028", "AVD-AWS-0130"),
    cwe=918,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    ),
    bad=(
        'resource "aws_instance" "web" { ami = "ami-1" }  # here',
        """
resource "aws_launch_template" "web" {
  metadata_options {
    http_tokens = "optional"  # here
  }
}
""",
        """
resource "aws_ec2_instance_metadata_defaults" "all" {
  http_tokens = "required"
}

resource "aws_instance" "web" {
  ami = "ami-1"
  metadata_options {
    http_tokens = "optional"  # here
  }
}
""",
        """
resource "aws_ec2_instance_metadata_defaults" "all" {
  http_put_response_hop_limit = 1
}

resource "aws_instance" "web" {  # here
  ami = "ami-1"
}
""",
    ),
    good=(
        """
resource "aws_instance" "web" {
  ami = "ami-1"
  metadata_options {
    http_tokens = "required"
  }
}
""",
        """
resource "aws_launch_template" "web" {
  metadata_options {
    http_endpoint = "disabled"
  }
}
""",
        """
resource "aws_ec2_instance_metadata_defaults" "all" {
  http_tokens = "required"
}

resource "aws_instance" "web" {
  ami = "ami-1"
}
""",
        """
resource "aws_instance" "web" {
  launch_template {
    id = "lt-1"
  }
}
""",
    ),
)
def check(instance):
    if instance.get("metadata_options.http_endpoint", default="enabled") == "disabled":
        return
    path = "metadata_options.http_tokens"
    if not instance.is_set(path):
        if any(instance.is_set(block) for block in _FOLLOWING.get(instance.type, ())):
            return
        defaults = instance.beside("aws_ec2_instance_metadata_defaults")
        if any(one.get("http_tokens", default="no-preference") == "required" for one in defaults):
            return
    if instance.get(path, default="optional") != "required":
        yield instance.fail(path, "the metadata service answers without a token")
