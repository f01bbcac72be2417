"""apt-get installs what packages recommend too: programs nobody asked for, each with its own flaws.

Images grow by a multiple and scanners report what is never used. The option, or the setting
APT::Install-Recommends on the command line, leaves them out.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, option_values, packages, shipped_stages

_OFF = ("APT::Install-Recommends=0", "APT::Install-Recommends=false")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --no-install-recommends.",
    aliases=("DL3015", "DS-0029"),
    cwe=1125,
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y curl
""",
        """
FROM debian:12
# here
RUN apt-get update && apt-get -o Acquire::Retries=3 install -y curl
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl && apt-get clean
""",
        """
FROM debian:12
RUN apt-get update && apt-get -y -o APT::Install-Recommends=false install curl
""",
        """
FROM debian:12 AS build
RUN apt-get update && apt-get install -y curl
FROM debian:12
USER app
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for command in commands(stage, "apt-get"):
            if not packages(command) or has_option(command, "--no-install-recommends"):
                continue
            if not any(value in _OFF for value in option_values(command, "-o", "--option")):
                yield command.fail(message="recommended packages are installed too")
