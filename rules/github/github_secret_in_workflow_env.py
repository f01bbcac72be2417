"""A secret in the workflow's env is in reach of every step of every job, and of all they run.

A linter's dependency then reads the key for deploying. Give it to the step that needs it. The
GITHUB_TOKEN has the rights of each job anyway.
"""

import re

from scanner import LOW, rule
from scanner.shapes import interpolates

_SECRET = re.compile(r"\bsecrets\s*[.\[](?!\s*'?GITHUB_TOKEN)")


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Move it to the env of the step that needs it.",
    cwe=250,
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    ),
    bad=(
        """
on: push
env:
  KEY: ${{ secrets.KEY }}  # here
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
""",
    ),
    good=(
        """
on: push
env:
  GH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
  NAME: secrets.KEY
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env:
          KEY: ${{ secrets.KEY }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      KEY: ${{ secrets.KEY }}
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    for variable in workflow.entries("env"):
        if interpolates(variable.value, _SECRET):
            yield variable.fail(message="every step can read this secret")
