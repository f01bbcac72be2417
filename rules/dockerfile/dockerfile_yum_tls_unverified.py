"""With sslverify off, yum and dnf talk to whoever answers in the repository's name.

Where signatures are off as well, anyone on the way chooses what root installs; where they are on,
old packages with known flaws can still be served. sslcacert adds a private authority.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import commands, option_values, stages

_OFF = re.compile(r"(?:^|\.)sslverify=(?:0|false|no)$", re.IGNORECASE)


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and set sslcacert to a private authority's certificate.",
    aliases=("CKV2_DOCKER_15",),
    cwe=295,
    references=("https://dnf.readthedocs.io/en/latest/conf_ref.html",),
    bad=(
        """
FROM rockylinux:9
# here
RUN yum-config-manager --save --setopt=acme.sslverify=0
""",
        """
FROM rockylinux:9
# here
RUN dnf config-manager --setopt sslverify=False --save
""",
    ),
    good=(
        """
FROM rockylinux:9
RUN dnf config-manager --setopt=acme.sslcacert=/etc/ssl/acme.pem --save
""",
        """
FROM rockylinux:9
RUN dnf --setopt=sslverify=1 install -y tool
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "dnf", "yum", "microdnf", "tdnf", "yum-config-manager"):
            if any(_OFF.search(value) for value in option_values(command, "--setopt")):
                yield command.fail(message="the repository's certificate is not checked")
