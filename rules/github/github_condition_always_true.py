"""A condition with text outside of ${{ }} is a text that is not empty, and so always true.

The guard that it was meant to be, be it for a branch or an actor, is not there. Also a line break
after the braces is such a text. Leave the braces out, or put them around everything.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import jobs, matches, steps

_WITH_TEXT = re.compile(r"\S[\s\S]*\$\{\{|\}\}[\s\S]*\S|\}\}\s+\Z|\A\s+\$\{\{")
_ONE = re.compile(r"\A\$\{\{(?:(?!\}\})[\s\S])*\}\}\Z")


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Leave ${{ }} out of the condition.",
    aliases=("unsound-condition",),
    cwe=697,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idif",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: ${{ github.ref == 'refs/heads/main' }} && true  # here
    steps:
      - run: ./deploy
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      # here
      - if: |
          ${{ github.ref == 'refs/heads/main' }}
        run: ./deploy
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: github.ref == 'x' && ${{ github.actor == 'ann' }}  # here
        run: ./deploy
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: ${{ github.ref == 'refs/heads/main' && true }}
    steps:
      - run: ./deploy
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: |
          github.ref == 'refs/heads/main'
        run: ./deploy
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: ${{ github.ref == 'a' || contains('${{', github.ref) }}
        run: ./deploy
""",
    ),
)
def check(workflow):
    for place in (*jobs(workflow), *steps(workflow)):
        condition = place.get("if")
        if matches(_WITH_TEXT, condition) and not matches(_ONE, condition):
            yield place.fail("if", "text outside of the braces makes this always true")
