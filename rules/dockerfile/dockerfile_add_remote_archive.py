"""ADD does not unpack an archive that it downloads, so the image holds the archive itself.

Only local archives are unpacked by default. The packed file stays in its layer, even when a later
RUN unpacks and deletes it. Say what you want with --unpack.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, matches, shipped_stages, sources

_ARCHIVE = re.compile(r"^https?://.*\.(?:tar(?:\.[a-z0-9]+)?|tgz|tbz2?|txz)(?:\?|$)")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --unpack=true, or download and unpack in an earlier stage.",
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#add---unpack",),
    bad=(
        """
FROM debian:12
# here
ADD https://example.com/tool-1.2.tar.gz /opt/
""",
    ),
    good=(
        """
FROM debian:12
ADD --unpack=true https://example.com/tool-1.2.tar.gz /opt/
""",
        """
FROM debian:12
ADD https://example.com/tool /opt/
ADD tool-1.2.tar.gz /opt/
""",
        """
FROM golang:1.25 AS build
ADD https://example.com/src.tgz /src/
FROM debian:12
COPY --from=build /app /app
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for add in instructions(stage, "ADD"):
            if add.is_set("flags.unpack"):
                continue
            if any(matches(_ARCHIVE, source) for source in sources(add)):
                yield add.fail(message="the downloaded archive is not unpacked and stays")
