"""DEBIAN_FRONTEND in ENV stays set in the container, and in every image built on this one.

Installing a package there never asks again, not even a person at a terminal. Set as ARG, or
before the one command, it ends with the build.
"""

from scanner import LOW, rule
from scanner.shapes import instructions, shipped_stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Use ARG DEBIAN_FRONTEND=noninteractive.",
    cwe=710,
    references=("https://manpages.debian.org/bookworm/debconf-doc/debconf.7.en.html",),
    bad=(
        """
FROM debian:12
# here
ENV DEBIAN_FRONTEND=noninteractive
""",
    ),
    good=(
        """
FROM debian:12
ARG DEBIAN_FRONTEND=noninteractive
ENV LANG=C.UTF-8
""",
        """
FROM debian:12
RUN DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata
""",
        """
FROM debian:12 AS build
ENV DEBIAN_FRONTEND=noninteractive
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "ENV"):
            for pair in instruction.each("pairs"):
                if pair.get("name") == "DEBIAN_FRONTEND":
                    yield pair.fail(message="DEBIAN_FRONTEND stays set in the container")
