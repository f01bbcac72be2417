"""A job that hangs runs for six hours before GitHub stops it, and blocks or bills all the while.

Others wait for the runner, and a deployment's group is taken. Jobs that call a workflow cannot
have a limit of their own.
"""

from scanner import LOW, rule
from scanner.shapes import jobs


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Set timeout-minutes.",
    cwe=400,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes",
    ),
    bad=(
        """
on: push
jobs:
  build:  # here
    runs-on: ubuntu-24.04
    steps: [{run: make}]
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - run: make
""",
        """
on: push
jobs:
  ci:
    uses: ./.github/workflows/ci.yml
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        if not job.is_set("timeout-minutes") and not job.is_set("uses"):
            yield job.fail(message="the job has no time limit")
