"""A release built with a cache holds whatever another branch's job put into that cache.

Caches of the default branch are shared with its workflows, and one compromised job is enough to
poison what is published. A release takes a few minutes longer without. Only workflows that a tag
or a release starts are looked at.
"""

from scanner import MEDIUM, rule
from scanner.shapes import is_action, is_triggered, steps

_SETUPS = ("actions/setup-node", "actions/setup-python", "actions/setup-java")


@rule(
    on="github_workflow",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Build releases without a cache.",
    related_ids=("cache-poisoning",),
    cwe=349,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching",
    ),
    bad=(
        """
on: {push: {tags: ['v*']}}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/cache@v4  # here
        with: {path: ~/.cache, key: x}
""",
        """
on: release
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-node@v4
        with:
          cache: npm  # here
""",
    ),
    good=(
        """
on: {push: {branches: [main], tags: ['v*']}}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/cache@v4
        with: {path: ~/.cache, key: x}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/cache@v4
        with: {path: ~/.cache, key: x}
""",
        """
on: release
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-node@v4
        with: {node-version: 24}
      - uses: acme/setup@v1
        with: {cache: npm}
""",
    ),
)
def check(workflow):
    tagged = workflow.is_set("on.push.tags") and not workflow.is_set("on.push.branches")
    if not tagged and not is_triggered(workflow, "release"):
        return
    for step in steps(workflow):
        if is_action(step, "actions/cache"):
            yield step.fail(message="a release is built from a cache")
        elif is_action(step, *_SETUPS) and step.is_set("with.cache"):
            yield step.fail("with.cache", "a release is built from a cache")
