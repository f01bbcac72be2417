"""What is downloaded over http can be replaced by anyone between the build and the server.

The image then holds what they sent. A file whose checksum or signature is verified in the same
RUN cannot be replaced, and the build machine itself is no network.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import commands, instructions, matches, operands, sources, stages

_PLAIN = re.compile(r"^(?:http|ftp)://(?!localhost|127\.|\[::1\]|\$)")
_VERIFIERS = ("sha256sum", "sha512sum", "shasum", "gpg", "gpgv", "cosign", "minisign")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Use https, or verify a checksum in the same RUN.",
    cwe=319,
    references=("https://docs.docker.com/reference/dockerfile/#add",),
    bad=(
        """
FROM debian:12
# here
ADD http://example.com/tool /usr/bin/tool
""",
        """
FROM debian:12
# here
RUN curl -o tool http://example.com/tool
""",
        """
FROM debian:12
# here
RUN wget ftp://example.com/tool.tgz
""",
    ),
    good=(
        """
FROM debian:12
RUN curl -x http://proxy:3128 -o tool https://example.com/tool && curl http://localhost:8080/ready
""",
        """
FROM debian:12
RUN wget http://example.com/tool && echo "$SUM  tool" | sha256sum -c
""",
        r"""
FROM debian:12
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \
  http://example.com/tool /usr/bin/tool
ADD https://example.com/x /x
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for add in instructions(stage, "ADD"):
            if not add.is_set("flags.checksum") and any(
                matches(_PLAIN, one) for one in sources(add)
            ):
                yield add.fail(message="is downloaded without TLS")
        for run in instructions(stage, "RUN"):
            if list(commands(run, *_VERIFIERS)):
                continue
            for command in commands(run, "curl", "wget"):
                if any(_PLAIN.search(word) for word in operands(command, "-x", "--proxy")):
                    yield command.fail(message="is downloaded without TLS")
