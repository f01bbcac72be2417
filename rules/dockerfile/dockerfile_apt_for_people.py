"""apt is made for people at a terminal; its options and output may change with every release.

It says so itself when a script runs it. apt-get and apt-cache keep their interface.
"""

from scanner import LOW, rule
from scanner.shapes import commands, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Use apt-get, or apt-cache to look something up.",
    aliases=("DL3027", "CKV_DOCKER_9"),
    cwe=710,
    references=("https://manpages.debian.org/bookworm/apt/apt.8.en.html",),
    bad=(
        """
FROM debian:12
# here
RUN apt update && apt install -y curl
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y curl
""",
        """
FROM debian:12
RUN rm -rf /var/lib/apt/lists/* && apt-mark hold apt
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt"):
            yield command.fail(message="apt is not made for scripts")
