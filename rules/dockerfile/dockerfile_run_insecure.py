"""RUN --security=insecure runs the command with all of the host's capabilities, without a sandbox.

Whatever the command downloads can take over the machine that builds, with the secrets and images
of all who build there. BuildKit must allow it explicitly for the same reason.
"""

from scanner import HIGH, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and build without privileges.",
    cwe=250,
    references=("https://docs.docker.com/reference/dockerfile/#run---security",),
    bad=(
        """
FROM debian:12
# here
RUN --security=insecure mount -t tmpfs none /mnt
""",
    ),
    good=(
        """
FROM debian:12
RUN --security=sandbox make
""",
        """
FROM debian:12
RUN make
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for run in instructions(stage, "RUN"):
            if run.get("flags.security") == "insecure":
                yield run.fail("flags.security", "the command runs without a sandbox")
