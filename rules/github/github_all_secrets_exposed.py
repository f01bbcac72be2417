"""toJSON(secrets) puts every secret of the repository in reach of one step.

A flaw there, or a log line, gives away all of them instead of the one that was needed, and
secrets chosen by a computed name cannot be told from all. GitHub also masks the single values
only.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import interpolates, jobs, steps

_ALL = re.compile(r"\bto[jJ](?:SON|son)\(\s*secrets\s*\)|\bsecrets\s*\[(?!\s*'[^']*'\s*\])")


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Pass the single secrets that the step needs.",
    aliases=("overprovisioned-secrets",),
    cwe=250,
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
          ALL: ${{ toJSON(secrets) }}  # here
""",
        """
on: push
env:
  KEY: ${{ secrets[format('KEY_{0}', github.ref)] }}  # here
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo '${{ toJson(secrets) }}' | ./deploy  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      ALL: ${{ toJSON(secrets) }}  # here
    steps:
      - uses: acme/deploy@v1
        with:
          key: ${{ secrets[matrix.name] }}  # here
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
          KEY: ${{ secrets.KEY }}
          OTHER: ${{ secrets['OTHER'] }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      VARS: ${{ toJSON(vars) }}
    steps:
      - run: echo 'toJSON(secrets)'
""",
    ),
)
def check(workflow):
    for job in (workflow, *jobs(workflow)):
        for variable in job.entries("env"):
            if interpolates(variable.value, _ALL):
                yield variable.fail(message="every secret is in reach")
    for step in steps(workflow):
        for variable in (*step.entries("env"), *step.entries("with")):
            if interpolates(variable.value, _ALL):
                yield variable.fail(message="every secret is in reach")
        if interpolates(step.get("run"), _ALL):
            yield step.fail("run", "every secret is in reach")
