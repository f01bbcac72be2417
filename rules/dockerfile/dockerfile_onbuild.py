"""ONBUILD runs in the builds of others, who see nothing of it in their own Dockerfile.

What it copies and runs there surprises, and breaks when their folders differ. Images that are
meant for it say so in their tag.
"""

from scanner import LOW, rule
from scanner.shapes import instructions, shipped_stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write the instruction where it is needed.",
    cwe=710,
    references=("https://docs.docker.com/build/building/best-practices/#onbuild",),
    bad=(
        """
FROM debian:12
# here
ONBUILD COPY . /app
""",
    ),
    good=(
        """
FROM debian:12
COPY src /app
""",
        """
FROM debian:12 AS x
ONBUILD RUN make
FROM debian:12
USER app
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "ONBUILD"):
            yield instruction.fail(message="runs in the builds of others")
