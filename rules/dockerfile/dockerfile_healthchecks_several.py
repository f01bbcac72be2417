"""Of several HEALTHCHECKs only the last counts, so what the others watch is not watched.

Whoever added one believes it works. A stage may replace the check of the stage or image that it
is built on.
"""

from scanner import LOW, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Ask everything in one HEALTHCHECK.",
    aliases=("DL3012", "DS-0023"),
    related_ids=("MultipleInstructionsDisallowed",),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#healthcheck",),
    bad=(
        """
FROM debian:12
# here
HEALTHCHECK CMD curl -f http://localhost/
HEALTHCHECK CMD pgrep app
""",
    ),
    good=(
        """
FROM debian:12
HEALTHCHECK CMD curl -f http://localhost/
""",
        """
FROM debian:12 AS base
HEALTHCHECK CMD pgrep app
FROM base
HEALTHCHECK NONE
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in list(instructions(stage, "HEALTHCHECK"))[:-1]:
            yield instruction.fail(message="a later HEALTHCHECK replaces this one")
