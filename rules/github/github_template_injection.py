"""A title, branch name or comment pasted into a script is run as part of it.

Whoever opens an issue or a pull request chooses these texts, and with `"; curl ...` gets the
job's token and secrets. An environment variable hands the text over as data. Numbers, SHAs and
labels that only maintainers set are harmless.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import interpolates, is_action, steps

_UNTRUSTED = re.compile(
    r"github\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)\b"
    r"|(?:comment|review|review_comment)\.body\b|pull_request\.head\.(?:ref|label)\b"
    r"|pull_request\.head\.repo\.default_branch|workflow_run\.(?:head_branch|display_title)"
    r"|(?:workflow_run\.)?head_commit\.(?:message|author)|commits\b.*\.(?:message|author)"
    r"|pages\b.*\.page_name))"
)


@rule(
    on="github_workflow",
    severity=HIGH,
    fix='Pass it by env and use the variable in quotes: env: {TITLE: ...}, then "$TITLE".',
    aliases=("CKV_GHA_2",),
    related_ids=("template-injection",),
    cwe=94,
    references=("https://securitylab.github.com/resources/github-actions-untrusted-input/",),
    bad=(
        """
on: issues
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "${{ github.event.issue.title }}"  # here
""",
        """
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/github-script@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          script: console.log('${{ github.head_ref }}')  # here
""",
        """
on: pull_request
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: git log ${{ github.event.pull_request.head.ref }} -1  # here
""",
    ),
    good=(
        """
on: issues
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - env:
          TITLE: ${{ github.event.issue.title }}
        run: echo "$TITLE" "${{ github.event.issue.number }}" github.head_ref
""",
        """
on: pull_request
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/label@v1
        with:
          script: ${{ github.head_ref }}
      - uses: actions/github-script@v8
        with:
          script: console.log('${{ github.sha }}')
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        if interpolates(step.get("run"), _UNTRUSTED):
            yield step.fail("run", "a text that anyone may choose is part of the script")
        script = step.get("with.script")
        if is_action(step, "actions/github-script") and interpolates(script, _UNTRUSTED):
            yield step.fail("with.script", "a text that anyone may choose is part of the script")
