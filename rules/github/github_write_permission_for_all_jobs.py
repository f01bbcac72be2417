"""A right to write that is given to the workflow is given to every one of its jobs.

The job that only runs tests, with all the packages they pull in, may then push code or ask the
cloud for credentials. Give it to the one job that needs it. With a single job there is no
difference.
"""

from scanner import MEDIUM, rule
from scanner.shapes import jobs


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Move it to the permissions of the job that needs it.",
    related_ids=("excessive-permissions",),
    cwe=250,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    ),
    bad=(
        """
on: push
permissions:
  contents: read
  id-token: write  # here
jobs:
  test: {runs-on: ubuntu-24.04, steps: [{run: make}]}
  deploy: {runs-on: ubuntu-24.04, steps: [{run: make}]}
""",
    ),
    good=(
        """
on: push
permissions:
  contents: write
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
""",
        """
on: push
permissions: {contents: read}
jobs:
  test: {runs-on: ubuntu-24.04, steps: [{run: make}]}
  deploy: {runs-on: ubuntu-24.04, permissions: {id-token: write}, steps: [{run: make}]}
""",
    ),
)
def check(workflow):
    if len(list(jobs(workflow))) < 2:
        return
    for permission in workflow.entries("permissions"):
        if permission.value == "write":
            yield permission.fail(message=f"every job may write {permission.key}")
