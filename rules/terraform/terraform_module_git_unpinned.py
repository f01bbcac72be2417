"""Whoever can push to that branch decides what the next apply creates.

A git source without ref, or with a branch as ref, is read anew by every init. A tag is better, a
commit cannot move.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_GIT = re.compile(r"^(?:git::|git@|github\.com[/:]|bitbucket\.org/|https://github\.com/)")
_REF = re.compile(r"[?&]ref=[^&]")
_BRANCH = re.compile(r"[?&]ref=(?:main|master|develop|dev|trunk|HEAD|latest)(?:&|$)")


@rule(
    on="terraform_module",
    severity=MEDIUM,
    fix="Add ?ref= with a tag or, better, a commit.",
    related_ids=(
        "CKV_TF_1",
        "CKV_TF_2",
        "terraform_module_pinned_source",
    ),
    cwe=829,
    references=(
        "https://developer.hashicorp.com/terraform/language/modules/sources#selecting-a-revision",
    ),
    bad=(
        """
module "vpc" {
  source = "git::https://example.com/shop/vpc.git"  # here
}
""",
        """
module "vpc" {
  source = "github.com/shop/vpc?ref=main"  # here
}
""",
        """
module "vpc" {
  source = "git@github.com:shop/vpc.git//network?depth=1&ref=master"  # here
}
""",
    ),
    good=(
        """
module "vpc" {
  source = "git::https://example.com/shop/vpc.git?ref=v1.2.0"
}
""",
        """
module "vpc" {
  source = "github.com/shop/vpc?ref=51d462976d84fdea54b47d80dcabbf680badcdb8"
}
""",
        """
module "vpc" {
  source  = "shop/git/github"
  version = "1.0.0"
}
""",
    ),
)
def check(module):
    source = module.get("source", default="")
    if not matches(_GIT, source):
        return
    if not matches(_REF, source):
        yield module.fail("source", "the source follows the default branch")
    elif matches(_BRANCH, source):
        yield module.fail("source", "the source follows a branch")
