"""SIGKILL ends the program at once: requests are cut, and what it had not written is lost.

It happens at every deployment and scaling down. Any signal that the program can handle gives it
the time to finish; SIGSTOP would only freeze it.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import instructions, matches, shipped_stages

_KILLS = re.compile(r"^(?:(?:SIG)?(?:KILL|STOP)|9|19)$", re.IGNORECASE)


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Use SIGTERM, or the signal at which the program finishes in order.",
    cwe=404,
    references=("https://docs.docker.com/reference/dockerfile/#stopsignal",),
    bad=(
        """
FROM debian:12
# here
STOPSIGNAL SIGKILL
""",
        """
FROM debian:12
# here
STOPSIGNAL 9
""",
    ),
    good=(
        """
FROM debian:12
STOPSIGNAL SIGQUIT
""",
        """
FROM debian:12 AS x
STOPSIGNAL SIGKILL
FROM debian:12
STOPSIGNAL 15
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "STOPSIGNAL"):
            if matches(_KILLS, instruction.get("text")):
                yield instruction.fail(message="the program cannot finish its work")
