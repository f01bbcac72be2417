"""wget --no-check-certificate talks to whoever answers, so anyone on the way chooses the file.

What they send is then part of the image. Often the image only lacks the package ca-certificates.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and install ca-certificates or pass --ca-certificate.",
    aliases=("CKV2_DOCKER_3",),
    cwe=295,
    references=("https://www.gnu.org/software/wget/manual/wget.html",),
    bad=(
        """
FROM debian:12
# here
RUN wget --no-check-certificate https://example.com/tool
""",
    ),
    good=(
        """
FROM debian:12
RUN wget --ca-certificate=acme.pem https://example.com/tool
""",
        """
FROM debian:12
RUN echo wget --no-check-certificate
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "wget"):
            if has_option(command, "--no-check-certificate"):
                yield command.fail(message="the server's certificate is not checked")
