"""A value taken out of a JSON secret is not masked in logs, as only the whole secret is.

GitHub replaces the text of a secret wherever it appears; a part of it appears in plain. Store
each value as a secret of its own.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import interpolates, jobs, steps

_PART = re.compile(r"\bfromjson\(\s*secrets\b", re.IGNORECASE)


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Store each value as a secret of its own.",
    aliases=("unredacted-secrets",),
    cwe=532,
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
      - run: ./deploy
        env:
          PASSWORD: ${{ fromJSON(secrets.DB).password }}  # here
""",
        """
on: push
env:
  PASSWORD: ${{ fromJSON(secrets.DB).password }}  # here
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: login '${{ fromJson(secrets.DB).user }}'  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/login@v1
        with:
          user: ${{ fromJSON(secrets.DB).user }}  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: ./deploy
        env:
          PASSWORD: ${{ secrets.DB_PASSWORD }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      X: ${{ fromJSON(vars.X).y }}
    steps:
      - run: echo '${{ fromJSON(vars.X).y }}' 'fromJSON(secrets.X)'
""",
    ),
)
def check(workflow):
    for job in (workflow, *jobs(workflow)):
        for variable in job.entries("env"):
            if interpolates(variable.value, _PART):
                yield variable.fail(message="a part of a secret is not masked in logs")
    for step in steps(workflow):
        for variable in (*step.entries("env"), *step.entries("with")):
            if interpolates(variable.value, _PART):
                yield variable.fail(message="a part of a secret is not masked in logs")
        if interpolates(step.get("run"), _PART):
            yield step.fail("run", "a part of a secret is not masked in logs")
