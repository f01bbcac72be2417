"""Anyone on the way can put other code into the module, which runs with the deployment's rights.

Plain HTTP protects neither the content nor the server's identity. That holds for archives and for
git over HTTP.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_PLAIN = re.compile(r"^(?:[a-z0-9]+::)?http://")


@rule(
    on="terraform_module",
    severity=HIGH,
    fix="Use an https, ssh or registry source.",
    cwe=319,
    references=("https://developer.hashicorp.com/terraform/language/modules/sources#http-urls",),
    bad=(
        """
module "vpc" {
  source = "http://modules.example.com/vpc.zip"  # here
}
""",
        """
module "vpc" {
  source = "git::http://example.com/vpc.git?ref=v1"  # here
}
""",
    ),
    good=(
        """
module "vpc" {
  source = "https://modules.example.com/vpc.zip"
}
""",
        """
module "vpc" {
  source = "git::ssh://git@http.example.com/vpc.git?ref=v1"
}
""",
    ),
)
def check(module):
    if matches(_PLAIN, module.get("source", default="")):
        yield module.fail("source", "the module is fetched over plain HTTP")
