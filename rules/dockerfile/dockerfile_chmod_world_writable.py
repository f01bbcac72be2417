"""Files that everyone may write let any process in the container replace the program.

The least of the container's users then changes code that a better one runs. A folder with the
sticky bit, such as /tmp with 1777, keeps users from each other's files.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import commands, instructions, matches, operands, shipped_stages

_WRITABLE = re.compile(r"^0*[0246]?[0-7]{2}[2367]$|(?:^|,)[ug]*[oa][ugoa]*[+=][rwxXs]*w")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Give the owner or the group the right to write (755, 775, g+w), and set the owner "
    "with chown.",
    cwe=732,
    references=("https://www.gnu.org/software/coreutils/manual/html_node/File-permissions.html",),
    bad=(
        """
FROM debian:12
# here
RUN chmod -R 777 /app
""",
        """
FROM debian:12
# here
RUN mkdir /data && chmod a+rw /data
# here
COPY --chmod=0666 app.conf /etc/app.conf
""",
    ),
    good=(
        """
FROM debian:12
RUN chmod 755 /app && chmod 1777 /scratch && chmod o-w /etc/app.conf 777
COPY --chmod=0644 app.conf /etc/
""",
        """
FROM debian:12 AS build
RUN chmod 777 /src
FROM debian:12
COPY --from=build /src /app
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for copy in instructions(stage, "COPY", "ADD"):
            if matches(_WRITABLE, copy.get("flags.chmod")):
                yield copy.fail(message="everyone may write what is copied")
        for command in commands(stage, "chmod"):
            if any(_WRITABLE.search(mode) for mode in operands(command)[:1]):
                yield command.fail(message="everyone may write it")
