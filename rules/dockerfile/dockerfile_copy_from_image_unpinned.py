"""What is copied out of an image without a release tag is whatever its owner pushed last.

The binary in your image changes without a change in your repository, and nobody can say later
which one it was. A digest fixes it for good, a tag at least names the release.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, matches, stages

_UNPINNED = re.compile(r"^(?!.*@)(?=.*[/:])(?:.*:latest|[^:]*(?::[0-9]+/[^:]*)?)$")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Name a release tag, or better a digest, of the image.",
    cwe=1357,
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    bad=(
        """
FROM debian:12
# here
COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/uv
""",
        """
FROM debian:12
# here
COPY --from=registry.example.com:5000/tools /bin/tool /bin/tool
""",
    ),
    good=(
        """
FROM debian:12
COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/uv
COPY . /src
""",
        r"""
FROM debian:12
COPY --from=acme/uv@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5 \
  /uv /bin/uv
""",
        """
FROM golang:1.25 AS build
FROM debian:12
COPY --from=build /app /app
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for copy in instructions(stage, "COPY"):
            if matches(_UNPINNED, copy.get("flags.from")):
                yield copy.fail("flags.from", "the image that is copied from has no release tag")
