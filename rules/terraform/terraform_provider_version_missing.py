"""The next init may take a major release of the provider, which changes or destroys resources.

A lock file pins what one machine chose; without a constraint `terraform init -upgrade`, and every
checkout without the lock file, takes whatever is newest. terraform.io/builtin has no versions.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

# The old spelling: the constraint alone.
_PINNED = re.compile(r"[0-9]")


@rule(
    on="terraform_settings",
    severity=MEDIUM,
    fix="Give the provider a version constraint, such as ~> 6.0.",
    related_ids=("terraform_required_providers",),
    cwe=1357,
    references=(
        "https://developer.hashicorp.com/terraform/language/providers/requirements#version-constraints",
    ),
    bad=(
        """
terraform {
  required_providers {
    aws = {  # here
      source = "hashicorp/aws"
    }
  }
}
""",
        """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 0" }  # here
  }
}
""",
    ),
    good=(
        """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
""",
        """
terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
    random = "~> 3.6"
  }
}
""",
    ),
)
def check(settings):
    for block in settings.each("required_providers"):
        for provider in block.entries():
            if matches(_PINNED, provider.value):
                continue
            if provider.get("source", default="").startswith("terraform.io/builtin/"):
                continue
            version = provider.get("version", default="")
            if version in ("", ">= 0", ">=0", "*"):
                yield provider.fail("version", f"any version of {provider.key} may be installed")
