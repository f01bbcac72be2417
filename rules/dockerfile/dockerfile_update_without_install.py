"""A package index updated in a RUN of its own is cached, so later installs use a stale one.

Docker reuses that layer for weeks, and what is installed afterwards is old or no longer there.
Update and install belong in one RUN. Mounting the index as a cache keeps it out of the layer.
"""

from scanner import LOW, rule
from scanner.shapes import commands, instructions, mounts, operands, stages

_MANAGERS = ("apt-get", "apt", "aptitude", "apk", "zypper")
_UPDATES = (["update"], ["refresh"], ["ref"])


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Update and install in the same RUN.",
    aliases=("CKV_DOCKER_5", "DS-0017"),
    cwe=710,
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update
RUN apt-get install -y curl
""",
        """
FROM alpine:3.22
# here
RUN echo x && apk update
""",
        """
FROM opensuse/leap:15.6
# here
RUN zypper refresh
""",
        """
FROM opensuse/leap:15.6
# here
RUN zypper -n ref
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y curl
""",
        """
FROM debian:12
RUN --mount=type=cache,target=/var/lib/apt apt-get update
""",
        """
FROM alpine:3.22
RUN apk add --no-cache curl
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for run in instructions(stage, "RUN"):
            found = list(commands(run, *_MANAGERS))
            if mounts(run, "cache") or any(operands(one)[:1] not in _UPDATES for one in found):
                continue
            for command in found:
                yield command.fail(message="the package index is updated alone")
