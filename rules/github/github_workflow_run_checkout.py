"""workflow_run has your secrets even when a fork's pull request started the first workflow.

Checking out the head of that run and building it hands the repository to whoever opened the pull
request. Checking out the default branch, as happens without ref, is safe.
"""

import re

from scanner import CRITICAL, rule
from scanner.shapes import is_action, is_triggered, matches, steps

_HEAD = re.compile(r"github\.event\.workflow_run\.(?:head_|pull_requests)")


@rule(
    on="github_workflow",
    severity=CRITICAL,
    fix="Do not check out the head of the other run; take its artifacts, as data.",
    related_ids=("dangerous-triggers",),
    cwe=829,
    references=(
        "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    ),
    bad=(
        """
on: {workflow_run: {workflows: [CI], types: [completed]}}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: ${{ github.event.workflow_run.head_sha }}  # here
      - run: make
""",
        """
on: [workflow_run]
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          repository: ${{ github.event.workflow_run.head_repository.full_name }}  # here
""",
    ),
    good=(
        """
on: {workflow_run: {workflows: [CI]}}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: ${{ github.event.workflow_run.head_sha }}
""",
        """
on: workflow_run
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/report@v1
        with:
          ref: ${{ github.event.workflow_run.head_sha }}
""",
    ),
)
def check(workflow):
    if not is_triggered(workflow, "workflow_run"):
        return
    for step in steps(workflow):
        for name in ("ref", "repository") if is_action(step, "actions/checkout") else ():
            if matches(_HEAD, step.get(("with", name))):
                yield step.fail(("with", name), "the head of the other run is checked out")
