"""The image that runs still holds a compiler and everything else that only the build needed.

It is many times larger, each tool has flaws that scanners report, and an attacker finds what is
needed to build more. Copy the result into a small image in a second stage.
"""

import re

from scanner import LOW, MEDIUM, rule
from scanner.shapes import matches, shipped_stages

_TOOLCHAIN = re.compile(
    r"(?:^|/)(?:golang|rust|maven|gradle|gcc|swift|haskell|clang|sbt|buildpack-deps|dotnet/sdk)$"
)


@rule(
    on="dockerfile",
    severity=LOW,
    confidence=MEDIUM,
    fix="Add a stage FROM a small image and COPY --from the stage that builds.",
    cwe=1125,
    references=("https://docs.docker.com/build/building/multi-stage/",),
    bad=(
        """
# here
FROM golang:1.25
COPY . .
RUN go build -o /app
CMD ["/app"]
""",
        """
# here
FROM mcr.microsoft.com/dotnet/sdk:9.0 AS base
FROM base
USER app
""",
    ),
    good=(
        """
FROM golang:1.25 AS build
RUN go build -o /app
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /app /app
""",
        """
FROM mcr.microsoft.com/dotnet/aspnet:9.0
""",
        """
FROM swift:6.1-slim AS build
FROM docker.io/acme/rust-app:1.2
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        if matches(_TOOLCHAIN, stage.get("image.name", default="")):
            yield stage.fail("image", "the image for building is shipped")
