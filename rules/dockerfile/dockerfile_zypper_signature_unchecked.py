"""zypper --no-gpg-checks installs packages and takes repositories that nobody has signed.

Whoever is between the build and the mirror chooses what root installs. Even --gpg-auto-import-
keys is better, as it trusts the key that is offered once and then checks.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, stages

_OFF = ("--no-gpg-checks", "--allow-unsigned-rpm", "--gpgcheck-allow-unsigned")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and import the repository's key with rpm --import.",
    cwe=347,
    references=("https://en.opensuse.org/SDB:Zypper_manual",),
    bad=(
        """
FROM opensuse/leap:15.6
# here
RUN zypper -n --no-gpg-checks install tool
""",
    ),
    good=(
        """
FROM opensuse/leap:15.6
RUN rpm --import key.asc && zypper -n install tool
""",
        """
FROM opensuse/leap:15.6
RUN zypper -n --gpg-auto-import-keys refresh
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "zypper"):
            if has_option(command, *_OFF):
                yield command.fail(message="packages without a valid signature are installed")
