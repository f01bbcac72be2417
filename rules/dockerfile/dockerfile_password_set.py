"""A password set while building is the same in every container, and known to who has the image.

Its hash can be guessed at leisure, and the command that set it is in the history. Containers are
entered by the orchestrator, not by logging in; locking an account is fine.
"""

from scanner import MEDIUM, rule
from scanner.shapes import commands, has_option, stages

_LOCKS = ("-l", "--lock", "-S", "--status", "-e", "--expire")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Leave accounts without a password, and enter containers with docker exec.",
    related_ids=("CKV2_DOCKER_17",),
    cwe=259,
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    bad=(
        """
FROM debian:12
# here
RUN echo 'root:root' | chpasswd
""",
        """
FROM debian:12
# here
RUN useradd -m -p '$6$abc$def' app
""",
        """
FROM debian:12
# here
RUN passwd -d root
""",
    ),
    good=(
        """
FROM debian:12
RUN useradd -m app && passwd -l root && usermod --lock games
""",
        """
FROM debian:12
RUN cp passwd /etc/passwd
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "chpasswd", "passwd"):
            if not has_option(command, *_LOCKS):
                yield command.fail(message="sets an account's password")
        for command in commands(stage, "useradd", "usermod"):
            if has_option(command, "-p", "--password"):
                yield command.fail(message="sets an account's password")
