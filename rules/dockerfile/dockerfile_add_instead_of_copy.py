"""ADD does more than copy: it unpacks archives and downloads, which may surprise you one day.

A file that becomes an archive, or a name that becomes an address, changes what the same line puts
into the image. COPY only copies. For archives to unpack and for downloads ADD is right.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, matches, sources, stages

_SPECIAL = re.compile(r"^(?:https?|git|ssh)://|^git@|\.(?:tar(?:\.[a-z0-9]+)?|tgz|tbz2?|txz|tzst)$")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Use COPY.",
    aliases=("DL3020",),
    related_ids=("CKV_DOCKER_4", "DS-0005"),
    cwe=710,
    references=("https://docs.docker.com/build/building/best-practices/#add-or-copy",),
    bad=(
        """
FROM debian:12
# here
ADD requirements.txt /app/
ADD app.tar.gz /app
""",
        """
FROM debian:12
# here
ADD src /app/src
""",
    ),
    good=(
        """
FROM debian:12
COPY requirements.txt /app/
""",
        """
FROM debian:12
ADD rootfs.tar.xz /
ADD https://example.com/tool /usr/bin/tool
ADD git@github.com:acme/tool.git /src
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for add in instructions(stage, "ADD"):
            if not any(matches(_SPECIAL, source) for source in sources(add)):
                yield add.fail(message="ADD is used where COPY does")
