"""Packages without a version are whatever the mirror has on the day of the build.

Two builds of one commit differ, and a broken or malicious release comes in unseen. A version that
comes from a variable is a version.
"""

from scanner import LOW, rule
from scanner.shapes import commands, packages, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write package=version.",
    aliases=("DL3008",),
    cwe=1357,
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y curl=7.88.1-10+deb12u12 git
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y -t bookworm curl=7.88.1-10+deb12u12 git=1:2.39.*
""",
        """
FROM debian:12
RUN apt-get update && apt-get install -y $PACKAGES ./tool.deb
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt-get", "apt"):
            for name in packages(command) or ():
                if "=" not in name and not name.startswith("$"):
                    yield command.fail(message=f"{name} is installed in no set version")
                    break
