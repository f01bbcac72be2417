"""There is no port above 65535, so the port that was meant is not published.

A digit too many is easily missed in review, and docker run -P then publishes something else or
fails. Ranges and protocols are understood.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, matches, stages

_TOO_HIGH = re.compile(
    r"(?:^|-)0*(?:[1-9][0-9]{5,}|[7-9][0-9]{4}|6[6-9][0-9]{3}|65[6-9][0-9]{2}"
    r"|655[4-9][0-9]|6553[6-9])(?![0-9])"
)


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write a port between 1 and 65535.",
    aliases=("DL3011", "DS-0008"),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#expose",),
    bad=(
        """
FROM debian:12
# here
EXPOSE 80 808080
""",
        """
FROM debian:12
# here
EXPOSE 65530-65536/udp
""",
    ),
    good=(
        """
FROM debian:12
EXPOSE 65535 00080/tcp 8000-9000
""",
        """
FROM debian:12
EXPOSE 6553
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in instructions(stage, "EXPOSE"):
            if any(matches(_TOO_HIGH, port.value) for port in instruction.each("arguments")):
                yield instruction.fail(message="there is no such port")
