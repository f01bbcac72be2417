"""A tag can be pushed again, so only a digest fixes which image gets the job's token and secrets.

Whoever can push to the image's repository, now or after a theft, runs code in your workflow. An
image that comes from an expression cannot be judged here.
"""

import re

from scanner import LOW, rule
from scanner.shapes import jobs, matches

_UNPINNED = re.compile(r"^(?!.*@sha256:[0-9a-f]{64}$)(?!.*\$\{\{).")


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Add the image's digest after its tag: image:tag@sha256:....",
    aliases=("unpinned-images",),
    cwe=1357,
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container:
      image: node:24  # here
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container: node:24  # here
    services:
      db:
        image: postgres:17  # here
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
    container: node@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    services:
      db:
        image: ${{ matrix.image }}
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        for place in (job.sub("container"), *job.entries("services")):
            if matches(_UNPINNED, place.get("image")):
                yield place.fail("image", "the container's image is not pinned by a digest")
        if matches(_UNPINNED, job.get("container")):
            yield job.fail("container", "the container's image is not pinned by a digest")
