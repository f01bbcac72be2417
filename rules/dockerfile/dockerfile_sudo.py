"""sudo in RUN does nothing that USER root would not say plainly, and it stays in the image.

Once installed it is one more setuid program for an attacker. It also changes the environment and
wants a terminal at times.
"""

from scanner import LOW, rule
from scanner.shapes import commands, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Put USER root before it and the application's user after it.",
    aliases=("DL3004", "CKV2_DOCKER_1", "DS-0010"),
    cwe=250,
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    bad=(
        """
FROM debian:12
# here
RUN sudo apt-get update && apt-get install -y curl
""",
    ),
    good=(
        """
FROM debian:12
USER root
RUN apt-get update
USER app
""",
        """
FROM debian:12
RUN apt-get install -y --no-install-recommends sudo
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage):
            if list(command.get("words", default=[]))[:1] == ["sudo"]:
                yield command.fail(message="sudo is used")
