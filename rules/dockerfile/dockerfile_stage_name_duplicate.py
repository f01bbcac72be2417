"""Of two stages with one name, COPY --from takes the last one before it, not the one you meant.

The image then holds another build than the one that was tested, without an error. Names are
compared without regard to case.
"""

from scanner import MEDIUM, rule
from scanner.shapes import stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Give every stage a name of its own.",
    aliases=("DL3024", "CKV_DOCKER_11", "DuplicateStageName", "DS-0012"),
    cwe=710,
    references=("https://docs.docker.com/reference/build-checks/duplicate-stage-name/",),
    bad=(
        """
FROM golang:1.25 AS build
# here
FROM node:24 AS Build
FROM debian:12
COPY --from=build /app /app
""",
    ),
    good=(
        """
FROM golang:1.25 AS build
FROM node:24 AS assets
FROM debian:12
""",
        """
FROM golang:1.25
FROM debian:12
COPY --from=0 /app /app
""",
    ),
)
def check(dockerfile):
    seen = []
    for stage in stages(dockerfile):
        name = stage.get("name", default="")
        if name and name in seen:
            yield stage.fail("name", f"another stage is called {name} already")
        seen.append(name)
