"""A container that offers SSH has one more service to attack, with accounts of its own to guess.

docker exec and kubectl exec enter a container with the platform's own access control and log.
Other ports than 22 are not looked at.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import instructions, matches, shipped_stages

_SSH = re.compile(r"^22(?:/tcp)?$")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Remove the SSH server and its port.",
    aliases=("CKV_DOCKER_1", "DS-0004"),
    cwe=1125,
    references=("https://docs.docker.com/reference/dockerfile/#expose",),
    bad=(
        """
FROM debian:12
# here
EXPOSE 80 22
""",
        """
FROM debian:12
# here
EXPOSE 22/tcp
""",
    ),
    good=(
        """
FROM debian:12
EXPOSE 8022 2222/tcp
""",
        """
FROM debian:12 AS dev
EXPOSE 22
FROM debian:12
EXPOSE 8080
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "EXPOSE"):
            if any(matches(_SSH, port.value) for port in instruction.each("arguments")):
                yield instruction.fail(message="the port of SSH is exposed")
