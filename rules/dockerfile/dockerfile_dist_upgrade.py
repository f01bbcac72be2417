"""A full upgrade turns the base image into something that nobody has tested or can build again.

It removes packages where it sees fit and changes with the day of the build. Take a newer base
image instead, which its maintainers have built and tested as a whole.
"""

from scanner import LOW, rule
from scanner.shapes import commands, operands, stages

_UPGRADES = ("dist-upgrade", "full-upgrade", "dup")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Remove it, and take a newer base image.",
    related_ids=("DS-0024", "DL3035"),
    cwe=1104,
    references=("https://docs.docker.com/build/building/best-practices/",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get -y dist-upgrade
""",
        """
FROM opensuse/leap:15.6
# here
RUN zypper -n dup
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get -y upgrade
""",
        """
FROM debian:12
RUN apt-get update && apt-get install -y dup
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt-get", "apt", "aptitude", "zypper"):
            if any(word in _UPGRADES for word in operands(command)[:1]):
                yield command.fail(message="upgrades the whole distribution")
