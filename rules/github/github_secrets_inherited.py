"""secrets: inherit hands every secret of yours to a workflow that somebody else maintains.

Whoever can change that workflow reads them all, also those that it does not need. Name the
secrets that are meant for it. Workflows of your own repository are reviewed with it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import jobs


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="List the secrets that the workflow needs by name.",
    related_ids=("secrets-inherit",),
    cwe=250,
    references=("https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows",),
    bad=(
        """
on: push
jobs:
  release:
    uses: octo/flows/.github/workflows/release.yml@11bd71901bbe5b1630ceea73d27597364c9af683
    secrets: inherit  # here
""",
    ),
    good=(
        """
on: push
jobs:
  release:
    uses: octo/flows/.github/workflows/release.yml@11bd71901bbe5b1630ceea73d27597364c9af683
    secrets:
      token: ${{ secrets.RELEASE_TOKEN }}
""",
        """
on: push
jobs:
  release:
    uses: ./.github/workflows/release.yml
    secrets: inherit
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        if job.get("secrets") != "inherit":
            continue
        if not job.get("uses", default="./").startswith("./"):
            yield job.fail("secrets", "every secret is handed to another repository's workflow")
