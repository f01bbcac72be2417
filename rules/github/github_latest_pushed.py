"""An image that is pushed as latest only cannot be told from the one before it.

Nobody can say what is running, or go back to what ran yesterday. A tag of the commit or the
release beside it is enough.
"""

import re

from scanner import LOW, rule
from scanner.shapes import is_action, matches, operands, run_commands, steps

_LATEST = re.compile(r"\A(?:[^\n,]*:latest\s*(?:[\n,]\s*|\Z))+\Z")
_PUSHED = re.compile(r":latest$")


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Push a tag of the commit or the release as well.",
    cwe=1357,
    references=("https://docs.docker.com/build/ci/github-actions/manage-tags-labels/",),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/build-push-action@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          push: true
          tags: ghcr.io/acme/app:latest  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: docker build -t app:latest . && docker push app:latest  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/build-push-action@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          push: true
          tags: ghcr.io/acme/app:latest,ghcr.io/acme/app:${{ github.sha }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/build-push-action@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          push: false
          tags: app:latest
      - uses: acme/push@v1
        with:
          push: true
          tags: app:latest
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: docker push app:$GITHUB_SHA && docker push app:latest
      - run: docker build -t app:latest
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        pushed = is_action(step, "docker/build-push-action") and step.get(
            "with.push", default=False
        )
        if pushed and matches(_LATEST, step.get("with.tags")):
            yield step.fail("with.tags", "only the tag latest is pushed")
        pushes = list(run_commands(step, "docker", "podman", "buildah"))
        names = [operands(one)[-1] for one in pushes if "push" in operands(one)[:2]]
        if names and all(_PUSHED.search(name) for name in names):
            yield step.fail("run", "only the tag latest is pushed")
