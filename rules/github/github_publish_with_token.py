"""A token for publishing that is stored as a secret lets its thief release in your name.

PyPI, npm and RubyGems take GitHub's proof of which workflow is publishing instead (trusted
publishing), and nothing is stored that could be stolen. The job needs id-token: write for it.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import interpolates, is_action, operands, run_commands, steps

_SECRET = re.compile(r"\bsecrets\s*[.\[](?!\s*'?GITHUB_TOKEN)")


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Set up trusted publishing at the registry, and remove the token.",
    related_ids=("use-trusted-publishing",),
    cwe=798,
    references=(
        "https://docs.pypi.org/trusted-publishers/",
        "https://docs.npmjs.com/trusted-publishers",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: pypa/gh-action-pypi-publish@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          password: ${{ secrets.PYPI }}  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps:
      - uses: pypa/gh-action-pypi-publish@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          password: ''
      - uses: acme/publish@v1
        with:
          password: ${{ secrets.ACME }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: npm publish --provenance
        env:
          NODE_AUTH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
      - run: npm ci
        env:
          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        password = step.get("with.password")
        if is_action(step, "pypa/gh-action-pypi-publish") and interpolates(password, _SECRET):
            yield step.fail("with.password", "a stored token publishes")
        for command in run_commands(step, "npm", "twine", "gem", "uv", "poetry"):
            if not {"publish", "upload", "push"} & set(operands(command)[:1]):
                continue
            for variable in step.entries("env"):
                if interpolates(variable.value, _SECRET):
                    yield variable.fail(message="a stored token publishes")
