"""The state of a team lies on one machine, unlocked, unversioned and in clear text.

A local backend that is written down keeps it there on purpose. Colleagues and pipelines cannot see
it, and whoever loses the disk loses the record of what exists. Modules have no backend at all.
"""

from scanner import MEDIUM, rule


@rule(
    on="terraform_backend",
    severity=MEDIUM,
    fix="Use a remote backend with encryption, versioning and a lock.",
    cwe=552,
    references=("https://developer.hashicorp.com/terraform/language/backend/local",),
    bad=(
        """
terraform {
  backend "local" {  # here
    path = "prod.tfstate"
  }
}
""",
    ),
    good=(
        """
terraform {
  backend "s3" {
    bucket       = "state"
    use_lockfile = true
  }
}
""",
        """
terraform {
  cloud {
    organization = "shop"
  }
}
""",
    ),
)
def check(backend):
    if backend.get("type") == "local":
        yield backend.fail(message="the state is kept on one machine")
