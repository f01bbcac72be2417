"""What yum, dnf and zypper download stays in the layer and makes the image bigger.

Cleaning in a later RUN does not help, since layers only add up. Deleting the cache's folder, or
mounting it as a cache, does the same as clean all.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, instructions, mounts, operands, packages, shipped_stages

_CACHE = re.compile(r"^/var/(?:cache|lib)/(?:yum|dnf|libdnf5|zypp|tdnf)(?:/|$)|^/var/cache/?\*?$")
_MANAGERS = ("yum", "dnf", "microdnf", "tdnf", "zypper")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="End the RUN with dnf clean all (yum, microdnf and zypper have it too).",
    related_ids=("DL3032", "DL3036", "DL3040", "DS-0015", "DS-0019", "DS-0020", "DS-0027"),
    cwe=459,
    references=("https://dnf.readthedocs.io/en/latest/command_ref.html",),
    bad=(
        """
FROM rockylinux:9
# here
RUN dnf install -y curl && rm -rf /tmp/x
RUN dnf clean all
""",
    ),
    good=(
        """
FROM rockylinux:9
RUN dnf install -y curl && dnf clean all
""",
        """
FROM opensuse/leap:15.6
RUN zypper -n in curl && zypper cc -a
RUN zypper -n rm git
""",
        """
FROM rockylinux:9
RUN yum install -y curl && rm -rf /var/cache/yum
""",
        """
FROM rockylinux:9
RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y curl
""",
        """
FROM rockylinux:9 AS build
RUN dnf install -y gcc
FROM rockylinux:9
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for run in instructions(stage, "RUN"):
            removed = [word for command in commands(run, "rm") for word in operands(command)]
            if any(_CACHE.search(place) for place in [*removed, *mounts(run, "cache")]):
                continue
            found = list(commands(run, *_MANAGERS))
            if any(operands(command)[:1] in (["clean"], ["cc"]) for command in found):
                continue
            for command in found:
                if packages(command):
                    yield command.fail(message="the downloaded packages stay in the layer")
