"""A secret pasted into a script stands in the process list, and its quotes may run as commands.

Tools that trace or report the script show it where no mask is applied. An environment variable
hands it over as data, to the one command that reads it.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import interpolates, steps

_SECRET = re.compile(r"\bsecrets\s*[.\[]")


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Pass it by env and use the variable in the script.",
    cwe=214,
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -d token=${{ secrets.TOKEN }} https://example.com  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: ./publish
        env:
          TOKEN: ${{ secrets.TOKEN }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo no secrets.TOKEN ${{ vars.NAME }}
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        if interpolates(step.get("run"), _SECRET):
            yield step.fail("run", "a secret is part of the script")
