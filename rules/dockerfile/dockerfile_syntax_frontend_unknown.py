"""The image named by the syntax directive interprets the Dockerfile and decides what is built.

BuildKit pulls and runs that frontend for every build; it may add to the image whatever it likes
and sees the build's secrets. Docker's own frontends are docker/dockerfile and its upstream
channel.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import matches

_OFFICIAL = re.compile(r"^(?:docker\.io/)?docker/dockerfile(?:-upstream)?(?:[:@]|$)")


@rule(
    on="dockerfile",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Use docker/dockerfile:1, or pin the frontend that you have reviewed by its digest "
    "and waive this.",
    cwe=829,
    references=("https://docs.docker.com/build/buildkit/frontend/",),
    bad=(
        """#! # here
# syntax=example/dockerfile:1
FROM debian:12
""",
    ),
    good=(
        """# syntax=docker/dockerfile:1
FROM debian:12
""",
        """# syntax = docker.io/docker/dockerfile-upstream:master-labs
FROM debian:12
""",
        """# escape=`
FROM debian:12
""",
    ),
)
def check(dockerfile):
    if dockerfile.is_set("syntax") and not matches(_OFFICIAL, dockerfile.get("syntax")):
        yield dockerfile.fail("syntax", f"{dockerfile.get('syntax')} is not Docker's own frontend")
