"""An action that its owner can change tomorrow is given a secret today.

Whoever moves the tag or branch, its owner or a thief of the account, reads the secret from then
on. It happened to tj-actions/changed-files in March 2025. GitHub's own actions are left to the
rule on pinning.
"""

from scanner import HIGH, rule
from scanner.shapes import steps, unpinned_secrets


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Pin the action to a full commit SHA.",
    related_ids=("unpinned-uses",),
    cwe=829,
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/deploy@v2
        with:
          token: ${{ secrets.DEPLOY }}  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/deploy@main
        env:
          GITHUB_TOKEN: ${{ github.token }}  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/deploy@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          token: ${{ secrets.DEPLOY }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/github-script@v8
        with:
          github-token: ${{ secrets.GITHUB_TOKEN }}
      - uses: acme/lint@v2
        with:
          level: high
      - uses: ./deploy
        with:
          token: ${{ secrets.DEPLOY }}
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        for variable in unpinned_secrets(step):
            yield variable.fail(message="a secret is given to an action that is not pinned")
