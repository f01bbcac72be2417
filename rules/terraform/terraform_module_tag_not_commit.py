"""A tag can be moved to other code after it was reviewed; a commit cannot.

For teams that review what they pin. A source without any ref is another finding, and registries
check what they publish in their own way.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

_REF = re.compile(r"[?&]ref=[^&]")
_COMMIT = re.compile(r"[?&]ref=[0-9a-f]{40}(?:&|$)")


@rule(
    on="terraform_module",
    severity=LOW,
    fix="Replace the tag by the full hash of its commit.",
    related_ids=("CKV_TF_1",),
    cwe=829,
    references=(
        "https://developer.hashicorp.com/terraform/language/modules/sources#selecting-a-revision",
    ),
    bad=(
        """
module "vpc" {
  source = "git::https://example.com/shop/vpc.git?ref=v1.2.0"  # here
}
""",
    ),
    good=(
        """
module "vpc" {
  source = "git::https://example.com/shop/vpc.git?ref=51d462976d84fdea54b47d80dcabbf680badcdb8"
}
""",
        """
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "6.0.1"
}
""",
    ),
)
def check(module):
    source = module.get("source", default="")
    if matches(_REF, source) and not matches(_COMMIT, source):
        yield module.fail("source", "the source follows a name that can be moved")
