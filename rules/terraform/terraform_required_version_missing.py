"""Another Terraform reads the same code differently, and upgrades the state so that others cannot.

Without required_version every version is allowed, the oldest and the one that appears tomorrow.
Code that has no terraform block at all is left alone: it is mostly a small module.
"""

from scanner import LOW, rule


@rule(
    on="terraform_settings",
    severity=LOW,
    fix="Set required_version to the versions that the code is tested with.",
    related_ids=("terraform_required_version",),
    cwe=1357,
    references=(
        "https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version",
    ),
    bad=(
        """
terraform {  # here
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
""",
    ),
    good=(
        """
terraform {
  required_version = "~> 1.11"
}
""",
        """
terraform {
  required_version = ">= 1.9, < 2.0"
}
""",
    ),
)
def check(settings):
    if not settings.is_set("required_version"):
        yield settings.fail("required_version", "any version of Terraform may run this")
