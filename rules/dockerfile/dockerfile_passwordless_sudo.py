"""A user who may run everything by sudo without a password is root under another name.

Whoever gets into the application owns the container, as if it ran as root. Give single commands
their rights while building, and none to the running user.
"""

from scanner import HIGH, rule
from scanner.shapes import argv, commands, shipped_stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove sudo; do what needs root while building.",
    cwe=250,
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    bad=(
        """
FROM debian:12
# here
RUN echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers
""",
    ),
    good=(
        """
FROM debian:12
RUN useradd app && rm -f /etc/sudoers
""",
        """
FROM debian:12 AS build
RUN echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for command in commands(stage):
            if any("NOPASSWD" in word for word in argv(command)):
                yield command.fail(message="sudo asks for no password")
