"""Anyone may comment, so a comment that builds a pull request runs a stranger's code as you.

issue_comment runs in the context of the base repository, with its secrets and a token that may
write. A check of who comments does not help against commits that are pushed after it.
"""

import re

from scanner import CRITICAL, rule
from scanner.shapes import is_action, is_triggered, matches, operands, run_commands, steps

_HEAD = re.compile(r"refs/pull/|github\.event\.issue\.|\.outputs\.|pull_request\.head")


@rule(
    on="github_workflow",
    severity=CRITICAL,
    fix="Run such builds by pull_request, without secrets.",
    related_ids=("dangerous-triggers",),
    cwe=829,
    references=(
        "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    ),
    bad=(
        """
on: issue_comment
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: refs/pull/${{ github.event.issue.number }}/head  # here
      - run: make
""",
        """
on: {issue_comment: {types: [created]}}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: gh pr checkout $NUMBER && make  # here
""",
    ),
    good=(
        """
on: issue_comment
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: main
      - run: gh pr comment --body done
""",
        """
on: workflow_dispatch
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: refs/pull/${{ inputs.number }}/head
      - run: gh pr checkout 1
""",
        """
on: issue_comment
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/report@v1
        with:
          ref: refs/pull/1/head
""",
    ),
)
def check(workflow):
    if not is_triggered(workflow, "issue_comment"):
        return
    for step in steps(workflow):
        if is_action(step, "actions/checkout") and matches(_HEAD, step.get("with.ref")):
            yield step.fail("with.ref", "the pull request's own code is checked out")
        for command in run_commands(step, "gh"):
            if operands(command)[:2] == ["pr", "checkout"]:
                yield command.fail(message="the pull request's own code is checked out")
