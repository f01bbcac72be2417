"""--nogpgcheck lets dnf and yum install packages that nobody has signed, as root.

Whoever is between the build and the mirror, or who can write to the repository, chooses what they
hold. The setting gpgcheck=0 for one call does the same.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, option_values, stages

_OFF = re.compile(r"(?:^|\.)(?:local)?(?:pkg_)?gpgcheck=(?:0|false|no|False)$")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and import the repository's key with rpm --import.",
    aliases=("CKV2_DOCKER_9",),
    cwe=347,
    references=("https://dnf.readthedocs.io/en/latest/command_ref.html",),
    bad=(
        """
FROM rockylinux:9
# here
RUN dnf install -y --nogpgcheck tool
""",
        """
FROM rockylinux:9
# here
RUN yum install -y --setopt=acme.gpgcheck=0 tool
""",
    ),
    good=(
        """
FROM rockylinux:9
RUN rpm --import https://example.com/key.asc && dnf install -y --setopt=install_weak_deps=False tool
""",
        """
FROM rockylinux:9
RUN echo dnf --nogpgcheck
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "dnf", "yum", "microdnf", "tdnf"):
            switched = any(_OFF.search(value) for value in option_values(command, "--setopt"))
            if switched or has_option(command, "--nogpgcheck", "--no-gpgchecks"):
                yield command.fail(message="packages without a valid signature are installed")
