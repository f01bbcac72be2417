"""A setuid program runs as its owner whoever starts it, so a flaw in it makes anyone root.

It undoes the USER instruction. Taking the bits away from the base image's programs is what
benchmarks advise. A leading 1 is the sticky bit, which is harmless.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import commands, instructions, matches, operands, shipped_stages

_SETUID = re.compile(r"^0?[2-7][0-7]{3}$|(?:^|,)[ugoa]*[+=][rwxXt]*s")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Leave the bit away, and give the program the one capability that it needs with setcap.",
    cwe=250,
    references=("https://man7.org/linux/man-pages/man2/chmod.2.html",),
    bad=(
        """
FROM debian:12
# here
RUN chmod u+s /usr/bin/tool
""",
        """
FROM debian:12
# here
RUN chmod 4755 /usr/bin/tool
# here
COPY --chmod=2755 tool /usr/bin/
""",
    ),
    good=(
        """
FROM debian:12
RUN chmod a-s /usr/bin/passwd && chmod 1777 /scratch && chmod 755 4755
COPY --chmod=0755 tool /usr/bin/
""",
        """
FROM debian:12 AS build
RUN chmod u+s /x
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for copy in instructions(stage, "COPY", "ADD"):
            if matches(_SETUID, copy.get("flags.chmod")):
                yield copy.fail(message="what is copied is setuid or setgid")
        for command in commands(stage, "chmod"):
            if any(_SETUID.search(mode) for mode in operands(command)[:1]):
                yield command.fail(message="sets a setuid or setgid bit")
