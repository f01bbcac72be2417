"""Every AWS account may start machines from the images made here, and read all that is in them.

Images hold code, settings and often keys that were left behind. Share them with accounts by their
number, or with your organization.
"""

from scanner import HIGH, rule


@rule(
    on="aws_imagebuilder_distribution_configuration",
    severity=HIGH,
    fix="Name accounts in user_ids, or your organization, instead of the group all.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html",
    ),
    bad=(
        """
resource "aws_imagebuilder_distribution_configuration" "base" {
  name = "base"
  distribution {
    region = "eu-central-1"
    ami_distribution_configuration {
      launch_permission {
        user_groups = ["all"]  # here
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_imagebuilder_distribution_configuration" "base" {
  name = "base"
  distribution {
    region = "eu-central-1"
    ami_distribution_configuration {
      launch_permission {
        user_ids = ["123456789012"]
      }
    }
  }
}
""",
        """
resource "aws_imagebuilder_distribution_configuration" "base" {
  name = "base"
  distribution {
    region = "eu-central-1"
    ami_distribution_configuration {
      name = "base-{{ imagebuilder:buildDate }}"
    }
  }
}
""",
    ),
)
def check(configuration):
    path = "ami_distribution_configuration.launch_permission.user_groups"
    for distribution in configuration.each("distribution"):
        for group in distribution.each(path):
            if group.value == "all":
                yield group.fail(message="the images are public")
