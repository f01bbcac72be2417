"""Without a WORKDIR, a relative destination lands wherever the base image happens to be.

A new release of the base image may have another working folder, and the files are then missing
where the program looks for them.
"""

import re

from scanner import LOW, rule
from scanner.shapes import destination, instructions, matches, stages

_RELATIVE = re.compile(r"^(?![/$\\]|[A-Za-z]:)")
_VARIABLE = re.compile(r"\s[\"']?\$\S*$")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Set an absolute WORKDIR before, or copy to an absolute path.",
    aliases=("DL3045",),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#workdir",),
    bad=(
        """
FROM debian:12
# here
COPY app.py app/
""",
    ),
    good=(
        """
FROM debian:12
WORKDIR $GOPATH/src
COPY app.py app/
""",
        """
FROM debian:12
COPY app.py /app/
COPY app.py ${LAMBDA_TASK_ROOT}
""",
        """
FROM debian:12
WORKDIR /app
COPY app.py .
""",
        """
FROM debian:12 AS base
WORKDIR /app
FROM base
COPY app.py ./
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if list(instructions(stage, "WORKDIR")) or stage.is_set("workdir"):
            continue
        for copy in instructions(stage, "COPY"):
            if matches(_VARIABLE, copy.get("text")):
                continue
            if matches(_RELATIVE, destination(copy)):
                yield copy.fail(message="the destination is relative, and no WORKDIR is set")
