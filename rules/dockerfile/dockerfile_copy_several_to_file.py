"""COPY of several files needs a folder that ends in a slash, or the build stops.

Docker refuses it, since it cannot write two files to one name. A dot means the working folder and
is fine, and so is a variable, which the base image may set to a folder.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import destination, instructions, matches, sources, stages

_FOLDER = re.compile(r"[/\\]$|^\.{1,2}$")
_VARIABLE = re.compile(r"\s[\"']?\$\S*$")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="End the destination with a slash.",
    related_ids=("DL3021", "DS-0011"),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#copy",),
    bad=(
        """
FROM debian:12
# here
COPY package.json package-lock.json /app
""",
        """
FROM debian:12
# here
ADD a b /app
""",
    ),
    good=(
        """
FROM debian:12
COPY package.json package-lock.json /app/
COPY a b .
""",
        """
FROM debian:12
COPY package.json /app/package.json
COPY a.py b.py ${LAMBDA_TASK_ROOT}
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for copy in instructions(stage, "COPY", "ADD"):
            if len(sources(copy)) < 2 or matches(_VARIABLE, copy.get("text")):
                continue
            if not matches(_FOLDER, destination(copy)):
                yield copy.fail(message="the destination of several files does not end with /")
