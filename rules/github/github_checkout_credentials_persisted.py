"""checkout leaves the job's token where every later step, and all that it runs, can read it.

A dependency's test then pushes code with it. Steps that push need the token; all others do not,
so most checkouts can go without.
"""

from scanner import LOW, rule
from scanner.shapes import is_action, steps


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Set persist-credentials: false.",
    aliases=("artipacked",),
    cwe=522,
    references=("https://github.com/actions/checkout",),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683  # here
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683  # here
        with:
          persist-credentials: true
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
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/checkout@v1
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        if not is_action(step, "actions/checkout"):
            continue
        if step.get("with.persist-credentials", default=True):
            yield step.fail(message="the token is left for later steps")
