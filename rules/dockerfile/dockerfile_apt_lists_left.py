"""The package index that apt-get update fetches stays in the layer and makes the image bigger.

Deleting it in a later RUN does not help, since layers only add up. A cache mount keeps it out of
the layer in the first place.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, instructions, mounts, operands, shipped_stages

_LISTS = re.compile(r"^/var/lib/apt(?:/lists)?(?:/|$)")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="End the RUN with rm -rf /var/lib/apt/lists/*.",
    aliases=("DL3009",),
    cwe=459,
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y curl && rm -rf /tmp/x
""",
        """
FROM debian:12
# here
RUN --mount=type=cache,target=/root/.cache apt-get update && apt-get install -y curl
RUN rm -rf /var/lib/apt/lists/*
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
""",
        """
FROM debian:12
RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl
""",
        """
FROM debian:12 AS build
RUN apt-get update && apt-get install -y gcc
FROM debian:12
COPY --from=build /app /app
""",
        """
FROM debian:12
RUN apt-get update && find /var/lib/apt/lists -type f -delete
""",
        """
FROM debian:12
RUN apt-get install -y ./tool.deb && apt-get clean
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for run in instructions(stage, "RUN"):
            removed = [
                word for command in commands(run, "rm", "find") for word in operands(command)
            ]
            if any(_LISTS.search(place) for place in [*removed, *mounts(run, "cache")]):
                continue
            for command in commands(run, "apt-get", "apt"):
                if operands(command)[:1] == ["update"]:
                    yield command.fail(message="the package index stays in the layer")
