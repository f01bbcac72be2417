"""github.actor is who acted last, so a stranger's pull request can carry a bot's name.

It is enough to make the bot touch the pull request, and the job runs for the stranger's code with
what is meant for the bot. Ask for the author of the pull request instead. Only workflows with the
base repository's rights are looked at.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import is_triggered, jobs, matches, steps

_ACTOR = re.compile(
    r"github\.(?:actor|triggering_actor)\s*==\s*'[^']*\[bot\]'|'[^']*\[bot\]'\s*==\s*github\.actor\b"
)


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Compare github.event.pull_request.user.login.",
    aliases=("bot-conditions",),
    cwe=290,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context",
    ),
    bad=(
        """
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-24.04
    if: github.actor == 'dependabot[bot]'  # here
    steps:
      - run: gh pr merge --auto
""",
        """
on: workflow_run
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: ${{ 'renovate[bot]' == github.actor }}  # here
        run: gh pr merge --auto
""",
    ),
    good=(
        """
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-24.04
    if: github.event.pull_request.user.login == 'dependabot[bot]'
    steps:
      - run: gh pr merge --auto
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: github.actor == 'dependabot[bot]'
    steps:
      - run: make
""",
        """
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-24.04
    if: github.actor != 'dependabot[bot]'
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    if not is_triggered(workflow, "pull_request_target", "workflow_run", "issue_comment"):
        return
    for place in (*jobs(workflow), *steps(workflow)):
        if matches(_ACTOR, place.get("if")):
            yield place.fail("if", "who acted last need not be who wrote the code")
