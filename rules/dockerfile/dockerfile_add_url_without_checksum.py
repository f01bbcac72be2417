"""ADD puts into the image whatever the server sends that day, and nothing checks it.

Whoever controls the server, or the name that points to it, decides what runs in your image. With
--checksum the build stops when the file is another one. Git repositories are pinned by a commit
instead.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import instructions, matches, sources, stages

_FILE = re.compile(r"^https?://(?!.*\.git(?:[#?]|$))")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Add --checksum=sha256:..., which ADD compares with what it downloads.",
    cwe=494,
    references=("https://docs.docker.com/reference/dockerfile/#add---checksum",),
    bad=(
        """
FROM debian:12
# here
ADD https://example.com/tool /usr/bin/tool
""",
    ),
    good=(
        r"""
FROM debian:12
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \
  https://example.com/tool /usr/bin/tool
""",
        """
FROM debian:12
ADD https://github.com/acme/tool.git#v1.2.0 /src
ADD app.tar.gz /app
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for add in instructions(stage, "ADD"):
            if add.is_set("flags.checksum"):
                continue
            if any(matches(_FILE, source) for source in sources(add)):
                yield add.fail(message="the downloaded file is not checked")
