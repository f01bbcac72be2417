"""Debug logging prints what steps hide otherwise, secrets that are not masked among it.

Logs are readable for everyone who can see the repository. Switch it on for a single run instead,
in the dialog that starts it again.
"""

from scanner import LOW, rule
from scanner.shapes import jobs, steps


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Remove it, and run again with debug logging when it is needed.",
    cwe=532,
    references=(
        "https://docs.github.com/en/actions/how-tos/monitor-workflows/enable-debug-logging",
    ),
    bad=(
        """
on: push
env:
  ACTIONS_STEP_DEBUG: true  # here
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
      ACTIONS_STEP_DEBUG: true  # here
    steps:
      - run: make
        env:
          ACTIONS_RUNNER_DEBUG: 'true'  # here
""",
    ),
    good=(
        """
on: push
env:
  ACTIONS_STEP_DEBUG: false
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
    steps:
      - run: make
        env:
          DEBUG: true
""",
    ),
)
def check(workflow):
    for place in (workflow, *jobs(workflow), *steps(workflow)):
        for name in ("ACTIONS_STEP_DEBUG", "ACTIONS_RUNNER_DEBUG"):
            if place.get(("env", name), default=False):
                yield place.fail(("env", name), "debug logging is on")
