"""yum, dnf and zypper ask before they install; a build gives no answer and stops.

The option for it is -y, and for zypper also the global -n. It belongs to every call that
installs.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, packages, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add -y, or -n right after zypper.",
    related_ids=("DL3030", "DL3034", "DL3038"),
    cwe=710,
    references=("https://dnf.readthedocs.io/en/latest/command_ref.html",),
    bad=(
        """
FROM rockylinux:9
# here
RUN dnf install curl
""",
        """
FROM opensuse/leap:15.6
# here
RUN zypper install curl
""",
    ),
    good=(
        """
FROM rockylinux:9
RUN dnf install -y curl && dnf -q --assumeyes install git && dnf clean all
""",
        """
FROM opensuse/leap:15.6
RUN zypper -n install curl && zypper --non-interactive in git && zypper in --no-confirm jq
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "yum", "dnf", "microdnf", "tdnf", "zypper"):
            if not packages(command) or has_option(command, "-y", "--assumeyes", "--no-confirm"):
                continue
            if not has_option(command, "-n", "--non-interactive"):
                yield command.fail(message="asks for confirmation")
