"""Of several ENTRYPOINTs only the last counts, so an init or a wrapper before it is lost.

What drops root, loads secrets or reaps processes then silently does not. Chain the programs in
one ENTRYPOINT; a stage may replace that of what it is built on.
"""

from scanner import LOW, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write the programs into one ENTRYPOINT, one after the other.",
    aliases=("DL4004", "DS-0007"),
    related_ids=("MultipleInstructionsDisallowed",),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#entrypoint",),
    bad=(
        """
FROM debian:12
# here
ENTRYPOINT ["tini", "--"]
ENTRYPOINT ["/app"]
""",
    ),
    good=(
        """
FROM debian:12
ENTRYPOINT ["tini", "--", "/app"]
CMD ["serve"]
""",
        """
FROM debian:12 AS base
ENTRYPOINT ["tini", "--"]
FROM base
ENTRYPOINT ["/app"]
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in list(instructions(stage, "ENTRYPOINT"))[:-1]:
            yield instruction.fail(message="a later ENTRYPOINT replaces this one")
