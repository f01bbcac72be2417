"""COPY --from a name that no stage has pulls an image of that name from Docker Hub.

A typing error then copies files of a stranger's image into yours. A path with a registry, a tag
or a digest is meant as an image, and a number as a stage; a single word is most likely a stage,
though it may be a named build context.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import instructions, matches, stages

_WORD = re.compile(r"^[a-z][a-z0-9_-]*$")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Correct the stage's name; write an image with its tag and digest.",
    related_ids=("DL3022",),
    cwe=829,
    references=("https://docs.docker.com/reference/dockerfile/#copy---from",),
    bad=(
        """
FROM golang:1.25 AS build
FROM debian:12
# here
COPY --from=biuld /app /app
""",
    ),
    good=(
        """
FROM golang:1.25 AS build
FROM debian:12
COPY --from=BUILD /app /app
""",
        """
FROM debian:12
COPY --from=ghcr.io/acme/tools:2.1 /bin/tool /bin/tool
COPY . /src
""",
    ),
)
def check(dockerfile):
    names = [stage.get("name", default="") for stage in stages(dockerfile)]
    for stage in stages(dockerfile):
        for copy in instructions(stage, "COPY"):
            origin = copy.get("flags.from", default="").lower()
            if matches(_WORD, origin) and origin not in names:
                yield copy.fail("flags.from", f"no stage is called {origin}")
