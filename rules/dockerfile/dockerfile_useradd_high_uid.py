"""useradd with a high number writes a log so large that it makes the image gigabytes bigger.

/var/log/faillog and lastlog have a record for every number below it. Docker stores them in full,
though they are mostly empty. Six digits and more matter.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, has_option, option_values, stages

_HIGH = re.compile(r"^[0-9]{6,}$")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --no-log-init.",
    aliases=("DL3046",),
    cwe=400,
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    bad=(
        """
FROM debian:12
# here
RUN useradd -u 1000700000 app
""",
        """
FROM debian:12
# here
RUN useradd --uid=123456 app
""",
    ),
    good=(
        """
FROM debian:12
RUN useradd -l -u 1000700000 app && useradd -u 10001 other
""",
        """
FROM debian:12
RUN adduser -u 123456 app && useradd --no-log-init -u 123457 x
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "useradd"):
            if has_option(command, "-l", "--no-log-init"):
                continue
            if any(_HIGH.search(value) for value in option_values(command, "-u", "--uid")):
                yield command.fail(message="useradd logs for every number below")
