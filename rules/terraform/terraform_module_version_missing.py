"""The next init may take another release of the module, with other resources in it.

A module of a registry without a version is whatever is newest on the day. Local paths have no
version, and git sources carry theirs in the address.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

# NAMESPACE/NAME/PROVIDER, perhaps after a host, perhaps with a folder inside.
_REGISTRY = re.compile(r"^(?:[\w-]+(?:\.[\w-]+)+/)?[\w-]+/[\w-]+/[\w-]+(?://.*)?$")


@rule(
    on="terraform_module",
    severity=MEDIUM,
    fix="Give the module a version.",
    related_ids=(
        "CKV_TF_2",
        "terraform_module_version",
    ),
    cwe=1357,
    references=("https://developer.hashicorp.com/terraform/language/modules/syntax#version",),
    bad=(
        """
module "vpc" {  # here
  source = "terraform-aws-modules/vpc/aws"
}
""",
        """
module "vpc" {  # here
  source = "app.terraform.io/shop/vpc/aws"
}
""",
    ),
    good=(
        """
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "6.0.1"
}
""",
        """
module "vpc" {
  source = "git::https://example.com/shop/vpc/aws?ref=v1.2.0"
}
""",
    ),
)
def check(module):
    if matches(_REGISTRY, module.get("source", default="")) and not module.is_set("version"):
        yield module.fail("version", "any version of the module may be installed")
