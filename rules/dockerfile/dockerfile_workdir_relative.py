"""A relative WORKDIR depends on every line and base image before it.

The files land elsewhere as soon as one of them changes. An absolute path says it once and for
all; a path that starts with a variable is taken for absolute.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, matches, stages

_RELATIVE = re.compile(r"^[\"']?(?![/$\\\"'%]|[A-Za-z]:)")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write the whole path, from / on.",
    aliases=("DL3000", "CKV_DOCKER_10", "DS-0009"),
    related_ids=("WorkdirRelativePath",),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#workdir",),
    bad=(
        """
FROM debian:12
# here
WORKDIR app
""",
        """
FROM debian:12
WORKDIR /srv
# here
WORKDIR "app"

""",
    ),
    good=(
        """
FROM debian:12
WORKDIR /app
""",
        """
FROM debian:12
WORKDIR "/app"
WORKDIR $HOME/app
""",
        """
FROM debian:12
WORKDIR C:/app
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in instructions(stage, "WORKDIR"):
            if matches(_RELATIVE, instruction.get("text")):
                yield instruction.fail(message="the path is relative")
