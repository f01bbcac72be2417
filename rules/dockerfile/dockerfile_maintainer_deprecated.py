"""MAINTAINER is deprecated: builders may refuse it, and tools that read labels do not see it.

The label org.opencontainers.image.authors says the same, and registries show it.
"""

from scanner import LOW, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Use LABEL org.opencontainers.image.authors.",
    aliases=("DL4000", "CKV_DOCKER_6", "DS-0022", "MaintainerDeprecated"),
    cwe=477,
    references=("https://docs.docker.com/reference/build-checks/maintainer-deprecated/",),
    bad=(
        """
FROM debian:12
# here
MAINTAINER Ann <ann@example.com>
""",
    ),
    good=(
        """
FROM debian:12
LABEL org.opencontainers.image.authors="ann@example.com"

""",
        """
FROM debian:12
LABEL MAINTAINER=ann
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in instructions(stage, "MAINTAINER"):
            yield instruction.fail(message="MAINTAINER is deprecated")
