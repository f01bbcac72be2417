"""A key added with apt-key is trusted for every repository, not only for the one it belongs to.

Its owner can then replace any package of the distribution. apt-key is gone from Debian 13, so the
build will break as well.
"""

from scanner import MEDIUM, rule
from scanner.shapes import commands, operands, stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Put the key below /usr/share/keyrings and name it with signed-by in the source.",
    cwe=347,
    references=("https://manpages.debian.org/bookworm/apt/apt-key.8.en.html",),
    bad=(
        """
FROM debian:12
# here
RUN curl -fsSL https://example.com/key.asc | apt-key add -
""",
        """
FROM debian:12
# here
RUN apt-key --keyring /etc/apt/trusted.gpg adv --recv-keys ABCD
""",
    ),
    good=(
        """
FROM debian:12
ADD https://example.com/key.asc /usr/share/keyrings/acme.asc
""",
        """
FROM debian:12
RUN apt-key list
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt-key"):
            if any(verb in ("add", "adv") for verb in operands(command)):
                yield command.fail(message="the key is trusted for every repository")
