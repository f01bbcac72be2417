"""--force-yes lets apt-get install unsigned packages, downgrade others and remove what it needs.

Debian calls it dangerous and has replaced it by one option for each of these. -y answers the
question without them.
"""

from scanner import MEDIUM, rule
from scanner.shapes import commands, has_option, stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Use -y; where a downgrade is meant, --allow-downgrades.",
    aliases=("CKV2_DOCKER_11",),
    cwe=347,
    references=("https://manpages.debian.org/bookworm/apt/apt-get.8.en.html",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y --force-yes tool
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y tool
""",
        """
FROM debian:12
RUN apt-get install -y --allow-downgrades tool=1.2
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt-get", "apt"):
            if has_option(command, "--force-yes"):
                yield command.fail(message="apt-get does whatever it would warn of")
