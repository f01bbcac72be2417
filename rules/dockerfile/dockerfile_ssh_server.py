"""An SSH server in a container is a second way in, with its own keys, accounts and flaws.

It also needs root and a second process. docker exec and kubectl exec enter with the platform's
own access control and log; a client for git is another package.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import commands, packages, shipped_stages

_SERVER = re.compile(r"^(?:openssh-server|openssh|dropbear)(?:[=~<>].*|-[0-9].*)?$")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Remove it; enter with docker exec or kubectl exec.",
    cwe=1125,
    references=(
        "https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages",
    ),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y openssh-server
""",
        """
FROM alpine:3.22
# here
RUN apk add --no-cache openssh=10.0_p1-r7
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y openssh-client
""",
        """
FROM alpine:3.22 AS test
RUN apk add --no-cache openssh
FROM alpine:3.22
RUN apk add --no-cache openssh-client && ssh -V openssh
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for command in commands(stage):
            if any(_SERVER.search(name) for name in packages(command) or ()):
                yield command.fail(message="an SSH server is installed")
