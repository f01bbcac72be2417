"""Network scanners, tracers and editors in the image are tools for whoever breaks in.

They also bring flaws of their own. Debug a running container with a second one that has the tools
(docker debug, kubectl debug).
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, packages, shipped_stages

_TOOLS = re.compile(
    r"^(?:nmap|tcpdump|netcat(?:-.*)?|ncat|socat|telnet|strace|ltrace|gdb|vim|nano|net-tools)"
    r"(?:[=~<>-][0-9].*)?$"
)


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Remove it, and debug with a container that has the tools.",
    cwe=1125,
    references=(
        "https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages",
    ),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y curl vim=2:9.0.1378-2 netcat-openbsd
""",
        """
FROM alpine:3.22
# here
RUN apk add --no-cache strace
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y curl vim-common && vim --version
""",
        """
FROM debian:12 AS debug
RUN apt-get update && apt-get install -y gdb
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for command in commands(stage):
            if any(_TOOLS.search(name) for name in packages(command) or ()):
                yield command.fail(message="a tool for debugging is in the image")
