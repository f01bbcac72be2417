"""What runs during the build of an image can be talked into giving away the builder's role.

Version 1 of the metadata service answers any plain GET, also one that a downloaded script makes.
Version 2 wants a token first. Without http_tokens both are offered.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_imagebuilder_infrastructure_configuration",
    severity=MEDIUM,
    fix='Add instance_metadata_options { http_tokens = "required" }.',
    cwe=918,
    references=(
        "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
    ),
    bad=(
        """
resource "aws_imagebuilder_infrastructure_configuration" "base" {  # here
  name                  = "base"
  instance_profile_name = "builder"
}
""",
        """
resource "aws_imagebuilder_infrastructure_configuration" "base" {
  name                  = "base"
  instance_profile_name = "builder"
  instance_metadata_options {
    http_tokens = "optional"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_imagebuilder_infrastructure_configuration" "base" {
  name                  = "base"
  instance_profile_name = "builder"
  instance_metadata_options {
    http_tokens = "required"
  }
}
""",
        """
locals { tokens = "required" }

resource "aws_imagebuilder_infrastructure_configuration" "base" {
  name                  = "base"
  instance_profile_name = "builder"
  instance_metadata_options {
    http_put_response_hop_limit = 1
    http_tokens                 = local.tokens
  }
}
""",
    ),
)
def check(builder):
    path = "instance_metadata_options.http_tokens"
    if builder.get(path, default="optional") != "required":
        yield builder.fail(path, "version 1 of the metadata service answers")
