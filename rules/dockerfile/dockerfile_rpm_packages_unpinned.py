"""yum, dnf and zypper take the newest version of the day, so two builds of one commit differ.

A broken or malicious release comes in unseen. A version follows the name after a dash, with
zypper after an equals sign too; modules and groups (@) carry theirs elsewhere.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, packages, stages

_VERSION = re.compile(r"-[0-9$]|[=<>]|^[@$]")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write package-version.",
    related_ids=("DL3033", "DL3037", "DL3041"),
    cwe=1357,
    references=("https://dnf.readthedocs.io/en/latest/command_ref.html",),
    bad=(
        """
FROM rockylinux:9
# here
RUN dnf install -y curl-7.76.1 python3-pip
""",
    ),
    good=(
        """
FROM rockylinux:9
RUN dnf install -y --enablerepo crb curl-7.76.1 git-$GIT_VERSION @nodejs:22
""",
        """
FROM opensuse/leap:15.6
RUN zypper -n in curl=8.6.0 && zypper clean
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "yum", "dnf", "microdnf", "tdnf", "zypper"):
            if not all(_VERSION.search(name) for name in packages(command) or ()):
                yield command.fail(message="a package is installed in no set version")
