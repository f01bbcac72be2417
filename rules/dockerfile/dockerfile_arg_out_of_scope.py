"""An ARG before FROM is known to FROM lines only; in a stage it is empty until declared again.

Paths and versions made of it silently lose a part. `ARG NAME` without a value brings it into the
stage, and its stages inherit it.
"""

import re

from scanner import LOW, MEDIUM, rule
from scanner.shapes import instructions, matches, settings, stages


@rule(
    on="dockerfile",
    severity=LOW,
    confidence=MEDIUM,
    fix="Write ARG NAME in the stage, before its first use.",
    related_ids=("UndefinedVar",),
    cwe=456,
    references=(
        "https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact",
    ),
    bad=(
        """
ARG VERSION=1.2
FROM debian:12
# here
RUN curl -fsSLO https://example.com/tool-$VERSION.tgz
""",
        """
ARG DIR=/app
FROM debian:12
# here
WORKDIR ${DIR}/src
""",
    ),
    good=(
        """
ARG VERSION=1.2
FROM debian:${VERSION}
ARG VERSION
RUN echo $VERSION
""",
        """
ARG VERSION=1.2
FROM debian:12 AS base
ARG VERSION
FROM base
RUN echo $VERSION
""",
        """
ARG VERSION=1.2
FROM debian:12 AS base
ENV VERSION=1
FROM base
RUN echo $VERSION
""",
        """
ARG VERSION=1.2
FROM debian:12
RUN VERSION=$(cat version); echo $VERSION $VERSION_NAME
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for name in list(dockerfile.get("args", default={}).keys()):
            if any(True for _ in settings(stage, name)):
                continue
            if stage.is_set(("args", name)) or stage.is_set(("env", name)):
                continue
            used = re.compile(rf"(?<![\\'])\$\{{?{re.escape(name)}\b")
            for instruction in instructions(stage):
                if matches(used, instruction.get("text")):
                    yield instruction.fail(message=f"{name} is empty in this stage")
