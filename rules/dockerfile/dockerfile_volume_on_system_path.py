"""A volume over a system folder keeps its old content when the image is updated.

Programs and settings there then stay as they were, security fixes included. Declaring Docker's
socket or a kernel file system invites mounting the host's, which is root on the host.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import instructions, matches, shipped_stages

_SYSTEM = re.compile(
    r"^/(?:etc|root|proc|sys|dev|boot|usr|s?bin|lib(?:64)?|(?:var/)?run(?:/docker\.sock)?)?/?$"
)


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Declare only folders for data.",
    cwe=668,
    references=("https://docs.docker.com/reference/dockerfile/#volume",),
    bad=(
        """
FROM debian:12
# here
VOLUME /data /etc
""",
        """
FROM debian:12
# here
VOLUME ["/var/run/docker.sock"]
""",
    ),
    good=(
        """
FROM debian:12
VOLUME /data /etc/app
""",
        """
FROM debian:12 AS test
VOLUME /root
FROM debian:12
VOLUME /var/lib/app
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "VOLUME"):
            if any(matches(_SYSTEM, place.value) for place in instruction.each("arguments")):
                yield instruction.fail(message="a system path is declared a volume")
