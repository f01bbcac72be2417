"""Uploading the whole folder with hidden files publishes the token that checkout left in .git.

Everyone who can read the repository's runs downloads it and pushes in your name while the job is
still running. Without hidden files, or with persist-credentials: false, it is not there.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import is_action, jobs, matches, steps

_ROOT = re.compile(
    r"^\s*(?:\.|\./|\*\*|\./\*\*|\$\{\{\s*github\.workspace\s*\}\}/?)\s*$", re.MULTILINE
)


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Upload the build's output only, and set persist-credentials: false at the checkout.",
    related_ids=("artipacked",),
    cwe=522,
    references=("https://unit42.paloaltonetworks.com/github-repo-artifacts-leak-tokens/",),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: actions/upload-artifact@v4
        with:
          path: .  # here
          include-hidden-files: true
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          persist-credentials: true
      - uses: actions/upload-artifact@v4
        with:
          path: ${{ github.workspace }}  # here
          include-hidden-files: true
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
          persist-credentials: false
      - uses: actions/upload-artifact@v4
        with:
          path: .
          include-hidden-files: true
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: actions/upload-artifact@v4
        with:
          path: .
      - uses: actions/upload-artifact@v4
        with:
          path: dist/
          include-hidden-files: true
      - uses: acme/upload@v1
        with:
          path: .
          include-hidden-files: true
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        kept = False
        for step in steps(job):
            if is_action(step, "actions/checkout"):
                kept = step.get("with.persist-credentials", default=True)
            if not is_action(step, "actions/upload-artifact") or not kept:
                continue
            hidden = step.get("with.include-hidden-files", default=False)
            if hidden and matches(_ROOT, step.get("with.path")):
                yield step.fail("with.path", "the checkout's token is part of the artifact")
