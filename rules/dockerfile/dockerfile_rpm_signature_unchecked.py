"""rpm with --nosignature or --nodigest installs a package that may be damaged or forged.

Its scripts run as root while it is installed. Importing the vendor's key once is enough for rpm
to check it.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, stages

_OFF = ("--nosignature", "--nodigest", "--noverify", "--nofiledigest")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and import the vendor's key with rpm --import.",
    aliases=("CKV2_DOCKER_10",),
    cwe=347,
    references=("https://rpm.org/docs/4.20.x/man/rpm.8.html",),
    bad=(
        """
FROM rockylinux:9
# here
RUN rpm -i --nosignature tool.rpm
""",
    ),
    good=(
        """
FROM rockylinux:9
RUN rpm --import key.asc && rpm -i tool.rpm
""",
        """
FROM rockylinux:9
RUN rpm -e --nodeps tool
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "rpm"):
            if has_option(command, *_OFF):
                yield command.fail(message="the package's signature is not checked")
