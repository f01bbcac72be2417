"""apk takes the newest version that the mirror has, so two builds of one commit differ.

A broken or malicious release comes in unseen. Alpine's mirrors drop old versions, so teams that
pin must also update; ~= allows patch releases.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, packages, stages

_VERSION = re.compile(r"[=<>~]|^\$")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write package=version, or package~=version for its patches too.",
    aliases=("DL3018",),
    cwe=1357,
    references=("https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",),
    bad=(
        """
FROM alpine:3.22
# here
RUN apk add --no-cache curl~=8.14 git
""",
    ),
    good=(
        """
FROM alpine:3.22
RUN apk add --no-cache --virtual .build curl~=8.14 git=2.49.0-r0 $EXTRA
""",
        """
FROM alpine:3.22
RUN apk upgrade
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apk"):
            if not all(_VERSION.search(name) for name in packages(command) or ()):
                yield command.fail(message="a package is installed in no set version")
