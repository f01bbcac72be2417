"""apt-get install without -y asks whether to go on, gets no answer, and the build stops.

It works only while the packages need nothing else, so the build breaks the day one of them gains
a dependency. The option -qq implies -y.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, packages, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add -y.",
    aliases=("DL3014", "DS-0021"),
    cwe=710,
    references=("https://manpages.debian.org/bookworm/apt/apt-get.8.en.html",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install curl
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -qy curl && apt-get -y install git && apt-get install -qq jq
""",
        """
FROM debian:12
RUN apt-get update && apt-get install --yes curl && apt-get clean
""",
        """
FROM debian:12
RUN apt-get --assume-yes install curl
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt-get"):
            if packages(command) and not has_option(command, "-y", "--yes", "--assume-yes", "-qq"):
                yield command.fail(message="apt-get install asks for confirmation")
