"""Whoever can move a tag or branch of this action runs code in your workflow.

A tag is a name that its owner, or who steals the owner's account, can point elsewhere; a full
commit SHA cannot be moved. Local actions (./) are part of the repository, and container images
are pinned by a digest. Of a step that gives somebody else's action a secret another rule says so.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches, unpinned_secrets

_PINNED = re.compile(r"@[0-9a-f]{40}$")
_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Pin the action to a full commit SHA, with the version in a comment; a container image to "
    "its digest.",
    related_ids=("unpinned-uses",),
    cwe=829,
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4  # here
        with:
          token: ${{ secrets.CHECKOUT }}
""",
        """
on: push
jobs:
  release:
    uses: octo-org/workflows/.github/workflows/release.yml@main  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: docker://alpine:3.20  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: ./.github/actions/setup
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/deploy@v2
        with:
          token: ${{ secrets.DEPLOY }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: docker://alpine@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5
""",
    ),
)
def check(workflow):
    for job in workflow.entries("jobs"):
        if _is_unpinned(job.get("uses", default="./")):
            yield job.fail("uses", "the reusable workflow is not pinned to a commit")
        for step in job.each("steps"):
            unpinned = _is_unpinned(step.get("uses", default="./"))
            if unpinned and not any(True for _ in unpinned_secrets(step)):
                yield step.fail("uses", "the step is not pinned to a commit (an image: a digest)")


def _is_unpinned(uses):
    if uses.startswith(("./", "../")):
        return False
    pattern = _DIGEST if uses.startswith("docker://") else _PINNED
    return not matches(pattern, uses)
