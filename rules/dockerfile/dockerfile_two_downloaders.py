"""curl and wget do the same, so an image with both has twice the programs to keep free of flaws.

One is enough for every download. Only what a stage runs is looked at, not what its base image
brings.
"""

from scanner import LOW, rule
from scanner.shapes import commands, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Use one of them throughout.",
    aliases=("DL4001",),
    related_ids=("DS-0014",),
    cwe=710,
    references=(
        "https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages",
    ),
    bad=(
        """
FROM debian:12
RUN curl -fsSLO https://example.com/a
# here
RUN wget https://example.com/b
""",
    ),
    good=(
        """
FROM debian:12
RUN curl -fsSLO https://example.com/a && curl -fsSLO https://example.com/b
""",
        """
FROM debian:12 AS build
RUN wget https://example.com/b
FROM debian:12
RUN curl -fsSLO https://example.com/a
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if not list(commands(stage, "curl")):
            continue
        for command in commands(stage, "wget"):
            yield command.fail(message="wget is used besides curl")
