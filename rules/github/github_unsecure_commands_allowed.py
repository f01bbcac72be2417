"""With ACTIONS_ALLOW_UNSECURE_COMMANDS, whatever a step prints may set variables and the PATH.

A test's output or a file's name that is logged is enough to run a program of the attacker's in
the next step. GitHub switched these commands off for that reason.
"""

from scanner import HIGH, rule
from scanner.shapes import jobs, steps


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Remove it, and write to $GITHUB_ENV and $GITHUB_PATH.",
    aliases=("CKV_GHA_1", "insecure-commands"),
    cwe=77,
    references=(
        "https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env:
          ACTIONS_ALLOW_UNSECURE_COMMANDS: true  # here
""",
        """
on: push
env:
  ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true'  # here
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      ACTIONS_ALLOW_UNSECURE_COMMANDS: true  # here
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
    steps:
      - run: make
        env:
          ACTIONS_ALLOW_UNSECURE_COMMANDS: false
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "A=1" >> "$GITHUB_ENV"

""",
    ),
)
def check(workflow):
    for place in (workflow, *jobs(workflow), *steps(workflow)):
        if place.get("env.ACTIONS_ALLOW_UNSECURE_COMMANDS", default=False):
            yield place.fail(
                "env.ACTIONS_ALLOW_UNSECURE_COMMANDS", "what is printed sets variables"
            )
