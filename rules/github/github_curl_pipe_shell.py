"""A script piped from the network into a shell runs with the job's token and secrets, unseen.

Whoever controls the server, or the name that points to it, takes them or changes what is built.
Interpreters that are given a program of their own only read data from the pipe.
"""

from scanner import HIGH, rule
from scanner.shapes import argv, joined, option_values, program, run_commands, runs_input, steps

_FETCHED = ("$(curl", "$(wget", "`curl", "`wget")


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Download a set version, compare its checksum, and run it then.",
    cwe=494,
    references=("https://owasp.org/www-project-top-10-ci-cd-security-risks/",),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -fsSL https://example.com/install.sh | sudo bash -s -- -y  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: bash -c "$(wget -qO- https://example.com/install.sh)"  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: eval "$(curl -fsSL https://example.com/env)"  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -fsSL https://example.com/x.json | python3 -m json.tool
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -fsSLo x.sh https://example.com/x.sh && sha256sum -c x.sum && bash x.sh
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: cat x.sh | sh
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        for line in joined(run_commands(step)):
            fetched = any(program(command) in ("curl", "wget") for command in line[:-1])
            if fetched and any(runs_input(command) for command in line):
                yield step.fail("run", "what is downloaded is run unseen")
        for command in run_commands(step, "sh", "bash", "eval"):
            scripts = [*option_values(command, "-c"), *argv(command)[1:2]]
            if any(script.startswith(_FETCHED) for script in scripts):
                yield step.fail("run", "what is downloaded is run unseen")
