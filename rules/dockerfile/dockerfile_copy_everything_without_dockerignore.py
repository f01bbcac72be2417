"""Without a .dockerignore, COPY . ships the .git folder, .env files and keys with the image.

Everyone who can pull the image can read the repository's history and whatever lies around in the
folder of whoever builds it. Only stages whose layers are in the image count: what an earlier
stage copies stays behind.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import instructions, matches, shipped_stages, sources

_EVERYTHING = re.compile(r"^(?:\./?|\*)$")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Write a .dockerignore that leaves out .git, secrets and build output, or copy by name.",
    cwe=538,
    references=("https://docs.docker.com/build/concepts/context/#dockerignore-files",),
    bad=(
        """
FROM debian:12
# here
COPY . /app
""",
        """
FROM debian:12
WORKDIR /app
# here
ADD ./ .
""",
        """
FROM debian:12 AS base
# here
COPY * /app/
FROM base
USER app
""",
    ),
    good=(
        """
FROM debian:12
COPY src/ package.json /app/
""",
        """
FROM golang:1.25 AS build
COPY . .
FROM debian:12
COPY --from=build . /app
""",
    ),
)
def check(dockerfile):
    if dockerfile.is_set("ignore_file"):
        return
    for stage in shipped_stages(dockerfile):
        for copy in instructions(stage, "COPY", "ADD"):
            if copy.is_set("flags.from"):
                continue
            if any(matches(_EVERYTHING, source) for source in sources(copy)):
                yield copy.fail(message="everything is copied, and there is no .dockerignore")
