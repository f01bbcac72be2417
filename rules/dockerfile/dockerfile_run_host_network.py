"""RUN --network=host lets the build's commands reach services of the machine that builds.

They may listen on localhost only, because nobody else is meant to ask: metadata, databases, other
builds. The default network has the internet, and none is enough for most steps.
"""

from scanner import MEDIUM, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Remove it, or use --network=none.",
    cwe=668,
    references=("https://docs.docker.com/reference/dockerfile/#run---network",),
    bad=(
        """
FROM debian:12
# here
RUN --network=host make test
""",
    ),
    good=(
        """
FROM debian:12
RUN --network=none make test
""",
        """
FROM debian:12
RUN make test
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for run in instructions(stage, "RUN"):
            if run.get("flags.network") == "host":
                yield run.fail("flags.network", "the command uses the host's network")
