"""Another repository is checked out as it is at the moment, and its scripts run in your job.

Whoever can push there changes your build. A commit's SHA cannot be moved. What an expression
chooses cannot be judged here.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import is_action, matches, steps

_PINNED = re.compile(r"^[0-9a-f]{40}$|\$\{\{")
_OWN = re.compile(r"^$|\$\{\{")


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Set ref to a full commit SHA.",
    cwe=829,
    references=("https://docs.github.com/en/actions/reference/security/secure-use",),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          repository: acme/scripts  # here
          ref: main
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          repository: acme/scripts  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          repository: acme/scripts
          ref: 11bd71901bbe5b1630ceea73d27597364c9af683
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: main
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/mirror@v1
        with:
          repository: acme/scripts
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        if not is_action(step, "actions/checkout"):
            continue
        if matches(_OWN, step.get("with.repository", default="")):
            continue
        if not matches(_PINNED, step.get("with.ref", default="")):
            yield step.fail("with.repository", "the other repository is not pinned to a commit")
