"""contains() with a text looks for a part of it, so a branch called `ma` passes for `main`.

Whoever may name a branch passes the condition. A list from fromJSON is compared as a whole,
element by element.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import jobs, matches, steps

_PART = re.compile(
    r"\bcontains\(\s*'[^']*'\s*,\s*(?:github\.(?:ref|ref_name|head_ref|base_ref|actor)\b|env\.)"
)


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix='Compare with ==, or use contains(fromJSON(\'["main", "release"]\'), github.ref_name).',
    aliases=("unsound-contains",),
    cwe=697,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#contains",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: contains('refs/heads/main refs/heads/release', github.ref)  # here
    steps:
      - run: ./deploy
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: contains('ann bob', github.actor)  # here
        run: ./deploy
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: contains(fromJSON('["refs/heads/main"]'), github.ref)
    steps:
      - run: ./deploy
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - if: contains(github.ref, 'release/') || contains('a b', matrix.x)
        run: ./deploy
""",
    ),
)
def check(workflow):
    for place in (*jobs(workflow), *steps(workflow)):
        if matches(_PART, place.get("if")):
            yield place.fail("if", "any part of the text satisfies the condition")
