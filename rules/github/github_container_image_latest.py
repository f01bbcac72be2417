"""A job's container without a release tag is another image whenever its owner pushes one.

It runs with the job's token and secrets, and a build that worked breaks without a change. Without
a tag Docker takes latest.
"""

import re

from scanner import LOW, rule
from scanner.shapes import jobs, matches

_UNTAGGED = re.compile(r"^(?!.*@sha256:)(?!.*\$\{\{)(?:.*:latest|[^:]+(?::[0-9]+/[^:]+)?)$")


@rule(
    on="github_workflow",
    severity=LOW,
    fix="Name a release tag, or better a digest.",
    related_ids=("unpinned-images",),
    cwe=1357,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainerimage",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container:
      image: registry.example.com:5000/node  # here
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container: node:latest  # here
    services:
      db:
        image: postgres  # here
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
    container: node:24
    services:
      db:
        image: postgres:17@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container:
      image: ghcr.io/acme/ci:${{ matrix.version }}
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        for place in (job.sub("container"), *job.entries("services")):
            if matches(_UNTAGGED, place.get("image")):
                yield place.fail("image", "the container's image has no release tag")
        if matches(_UNTAGGED, job.get("container")):
            yield job.fail("container", "the container's image has no release tag")
