"""A compiler that stays in the image helps an attacker and is one more thing with flaws.

It is needed only while building: build in a stage of its own, or remove the packages in the same
RUN. A later RUN cannot take them out of the layer.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, instructions, operands, packages, shipped_stages

_COMPILERS = re.compile(
    r"^(?:build-essential|build-base|gcc|g\+\+|clang|make|cmake)(?:-[0-9.]+)?(?:[=~].*)?$"
)


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Build in an earlier stage and copy the result.",
    cwe=1125,
    references=("https://docs.docker.com/build/building/multi-stage/",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y build-essential
""",
        """
FROM alpine:3.22
# here
RUN apk add --no-cache gcc=14.2.0-r6
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y gcc && make && apt-get purge -y gcc
""",
        """
FROM debian:12 AS build
RUN apt-get update && apt-get install -y gcc
FROM debian:12
RUN apt-get update && apt-get install -y makedev gcc-12-base && make install
""",
        """
FROM alpine:3.22
RUN apk add --virtual .build gcc && make && apk del .build
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for run in instructions(stage, "RUN"):
            verbs = [operands(one)[:1] for one in commands(run, "apt-get", "apk", "dnf", "yum")]
            if any(verb in (["purge"], ["remove"], ["autoremove"], ["del"]) for verb in verbs):
                continue
            for command in commands(run):
                if any(_COMPILERS.search(name) for name in packages(command) or ()):
                    yield command.fail(message="a compiler stays in the image")
