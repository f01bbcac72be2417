"""A source with trusted=yes is installed from without any check of its signatures.

It holds for everything that the source offers, now and later, in every image built on this one.
signed-by names the key that the source is trusted for.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import argv, commands, stages

_TRUSTED = re.compile(
    r"^deb(?:-src)?\s+\[[^\]]*\btrusted=yes\b(?!.*\sfile:)|^Trusted:\s*yes", re.MULTILINE
)


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Write signed-by=/usr/share/keyrings/NAME.gpg instead.",
    cwe=347,
    references=("https://manpages.debian.org/bookworm/apt/sources.list.5.en.html",),
    bad=(
        """
FROM debian:12
# here
RUN echo 'deb [arch=amd64 trusted=yes] https://apt.example.com x main' > /etc/apt/acme.list
""",
    ),
    good=(
        """
FROM debian:12
RUN echo 'deb [signed-by=/etc/apt/acme.gpg] https://apt.example.com x main' > /etc/apt/acme.list
""",
        """
FROM debian:12
RUN echo 'not deb [trusted=yes]' && echo "deb [ trusted=yes ] file://$DIR ./" > /etc/apt/x.list
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage):
            if any(_TRUSTED.search(word) for word in argv(command)):
                yield command.fail(message="a package source is trusted without signatures")
