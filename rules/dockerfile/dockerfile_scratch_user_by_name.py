"""An image from scratch has no /etc/passwd, so a user given by name stops it from starting.

Docker looks the name up inside the image and finds nothing. A number needs no look-up; an
/etc/passwd that is copied in will do as well.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import destination, final_stage, instructions, matches

_NAME = re.compile(r"^[^0-9$]")
_ACCOUNTS = re.compile(r"^/(?:etc(?:/passwd)?/?)?$")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Write the user's number, or copy an /etc/passwd that has it.",
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#user",),
    bad=(
        """
FROM scratch
COPY app /bin/app
# here
USER app
""",
    ),
    good=(
        """
FROM scratch
COPY app /bin/app
USER 65532
""",
        """
FROM debian:12 AS build
FROM scratch
COPY --from=build /etc/passwd /etc/passwd
USER app
""",
        """
FROM debian:12
COPY app /bin/app
USER app
""",
    ),
)
def check(dockerfile):
    for stage in final_stage(dockerfile):
        if stage.get("image.text") != "scratch" or not matches(_NAME, stage.get("user")):
            continue
        copies = instructions(stage, "COPY", "ADD")
        if not any(matches(_ACCOUNTS, destination(copy)) for copy in copies):
            yield stage.fail("user", "the image has no /etc/passwd to find this user in")
