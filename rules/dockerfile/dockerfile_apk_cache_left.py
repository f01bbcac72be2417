"""apk add without --no-cache leaves the package index in the layer and makes the image bigger.

With the option apk fetches the index for this one call and keeps nothing. A cache mount, or
deleting /var/cache/apk in the same RUN, does the same.
"""

import re

from scanner import LOW, rule
from scanner.shapes import (
    commands,
    has_option,
    instructions,
    mounts,
    operands,
    packages,
    shipped_stages,
)

_CACHE = re.compile(r"^/(?:var/cache|etc)/apk(?:/|$)")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --no-cache.",
    aliases=("DL3019", "DS-0025"),
    cwe=459,
    references=("https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",),
    bad=(
        """
FROM alpine:3.22
# here
RUN apk add curl && rm -rf /tmp/x
""",
    ),
    good=(
        """
FROM alpine:3.22
RUN apk add --no-cache curl
""",
        """
FROM alpine:3.22
RUN apk --update add curl && rm -rf /var/cache/apk/*
""",
        """
FROM alpine:3.22
RUN --mount=type=cache,target=/etc/apk/cache apk add curl
""",
        """
FROM alpine:3.22
RUN apk del curl
""",
        """
FROM alpine:3.22 AS build
RUN apk add gcc
FROM alpine:3.22
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for run in instructions(stage, "RUN"):
            removed = [word for command in commands(run, "rm") for word in operands(command)]
            if any(_CACHE.search(place) for place in [*removed, *mounts(run, "cache")]):
                continue
            for command in commands(run, "apk"):
                if packages(command) and not has_option(command, "--no-cache"):
                    yield command.fail(message="the package index stays in the layer")
