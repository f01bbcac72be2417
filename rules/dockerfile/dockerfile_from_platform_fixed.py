"""A platform written into FROM builds the wrong image on every other platform.

On an arm64 machine the stage then runs emulated, or the image ships binaries its host cannot run.
BuildKit's own variables are meant for this place, and a stage that is named after a platform is
there for that platform.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches, stages

_CONSTANT = re.compile(r"^[^$]+$")
_NAMED_AFTER = re.compile(r"(?:amd64|x86|arm|aarch64|386|ppc64|s390x|riscv|linux|windows)")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Leave --platform out, or use $BUILDPLATFORM for stages that cross-compile.",
    aliases=("FromPlatformFlagConstDisallowed",),
    related_ids=("DL3029",),
    cwe=710,
    references=(
        "https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/",
    ),
    bad=(
        """
# here
FROM --platform=linux/amd64 python:3.13 AS build
USER app
""",
    ),
    good=(
        """
FROM --platform=$BUILDPLATFORM golang:1.25 AS build
FROM debian:12
USER app
""",
        """
FROM --platform=linux/arm64 debian:12 AS build-arm64
FROM debian:12
""",
        """
FROM python:3.13
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if matches(_NAMED_AFTER, stage.get("name", default="")):
            continue
        if matches(_CONSTANT, stage.get("platform_text")):
            yield stage.fail("platform_text", "the platform is fixed")
