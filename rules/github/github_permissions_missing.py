"""Without permissions, the job's token may do whatever the organisation's default allows.

In older organisations that is writing to everything: code, releases, packages. Said in the
workflow, it stays small whatever the default becomes. Permissions of the workflow hold for every
job that has none of its own.
"""

from scanner import MEDIUM, rule
from scanner.shapes import jobs


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Set permissions: {} for the workflow and grant single ones per job.",
    related_ids=("excessive-permissions", "CKV2_GHA_1"),
    cwe=250,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    ),
    bad=(
        """
on: push
jobs:
  build:  # here
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  lint:
    permissions: {}
    runs-on: ubuntu-24.04
    steps: [{run: make}]
""",
    ),
    good=(
        """
on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    if workflow.is_set("permissions"):
        return
    for job in jobs(workflow):
        if not job.is_set("permissions"):
            yield job.fail(message="the job's token has whatever rights are the default")
