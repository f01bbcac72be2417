"""Conditions cannot see secrets, so GitHub refuses the workflow, or the step never runs.

What was meant as a switch, be it a scan or an upload, is silently off. Put the secret into env of
the job and ask for that.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import jobs, matches, steps

_SECRET = re.compile(r"(?:^|[^.\w'])secrets\s*[.\[]")


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Set env: {TOKEN: ...} for the job and ask env.TOKEN != ''.",
    cwe=710,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: secrets.TOKEN != ''  # here
        run: ./publish
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: ${{ secrets.TOKEN != '' }}  # here
    steps:
      - run: make
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      TOKEN: ${{ secrets.TOKEN }}
    steps:
      - if: env.TOKEN != ''
        run: ./publish
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: needs.secrets.result == 'success' && steps.secrets.outcome
        run: ./publish
""",
    ),
)
def check(workflow):
    for place in (*jobs(workflow), *steps(workflow)):
        if matches(_SECRET, place.get("if")):
            yield place.fail("if", "a condition cannot see secrets")
