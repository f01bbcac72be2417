"""Every step of the workflow may push code, change releases and approve pull requests.

The workflow's token is in reach of every action it uses and of every script that a dependency
brings along. Grant each job only what it needs.
"""

from scanner import HIGH, rule


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Set permissions: {} or contents: read, and grant single permissions per job.",
    related_ids=("excessive-permissions", "CKV2_GHA_1"),
    cwe=250,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    ),
    bad=(
        """
on: push
permissions: write-all  # here
jobs: {}
""",
        """
on: push
permissions: {}
jobs:
  build:
    permissions: write-all  # here
    runs-on: ubuntu-latest
    steps: [{run: make}]
""",
    ),
    good=(
        """
on: push
permissions:
  contents: read
jobs:
  release:
    permissions:
      contents: write
    runs-on: ubuntu-latest
    steps: [{run: make}]
""",
    ),
)
def check(workflow):
    if workflow.get("permissions") == "write-all":
        yield workflow.fail("permissions", "the workflow's token may write everything")
    for job in workflow.entries("jobs"):
        if job.get("permissions") == "write-all":
            yield job.fail("permissions", "the job's token may write everything")
