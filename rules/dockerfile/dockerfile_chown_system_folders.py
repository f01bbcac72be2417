"""A user who owns the system's folders can replace the programs that root runs.

A flaw in the application then changes shells, libraries and configuration of the whole container.
Give it only its own folders; handing them back to root is fine.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import commands, has_option, operands, shipped_stages

_SYSTEM = re.compile(
    r"^/(?:(?:usr/)?(?:s?bin|lib(?:32|64)?)|usr(?:/local(?:/bin|/lib)?)?|etc|boot)?/?\*?$"
)
_ROOT = re.compile(r"^(?:root|0)(?:[:.]|$)|^:")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Change the owner of the application's own folders only.",
    cwe=732,
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    bad=(
        """
FROM debian:12
# here
RUN chown -R app:app /
""",
        """
FROM debian:12
# here
RUN useradd app && chown --recursive app /usr/local /app
""",
    ),
    good=(
        """
FROM debian:12
RUN chown -R app:app /app /etc/nginx/conf.d
""",
        """
FROM debian:12
RUN chown -R root:root /etc && chown app /etc && chown
""",
        """
FROM debian:12 AS build
RUN chown -R app /
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for command in commands(stage, "chown"):
            owner, *folders = operands(command) or [":"]
            if _ROOT.search(owner) or not has_option(command, "-R", "--recursive"):
                continue
            if any(_SYSTEM.search(folder) for folder in folders):
                yield command.fail(message=f"gives the system's folders to {owner}")
