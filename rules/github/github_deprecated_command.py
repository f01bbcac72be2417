"""::set-env and ::add-path do nothing any more, and ::set-output is on its way out.

Steps that rely on them go on with a variable that is not set. Values are written to files that
GitHub names, which nothing that is merely printed can reach.
"""

import re

from scanner import LOW, rule
from scanner.shapes import operands, run_commands, steps

_DEPRECATED = re.compile(r"^::(?:set-env|add-path|set-output|save-state)(?: |::)")


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Write name=value to $GITHUB_OUTPUT, $GITHUB_ENV or $GITHUB_STATE.",
    cwe=477,
    references=(
        "https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "::set-output name=version::1.2"  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make && printf '::add-path::/opt/bin'  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "version=1.2" >> "$GITHUB_OUTPUT"

""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: echo '::warning::no set-env' && grep '::set-env ' log
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        for command in run_commands(step, "echo", "printf"):
            if any(_DEPRECATED.search(word) for word in operands(command)):
                yield command.fail(message="the command is deprecated")
