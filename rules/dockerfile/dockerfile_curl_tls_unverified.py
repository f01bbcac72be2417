"""curl -k talks to whoever answers, so anyone on the way chooses what is downloaded.

The image then holds their file, or they hold the password that was sent. Give curl the
certificate of a private authority instead.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and pass a private authority's certificate with --cacert.",
    aliases=("CKV2_DOCKER_2",),
    cwe=295,
    references=("https://curl.se/docs/manpage.html",),
    bad=(
        """
FROM debian:12
# here
RUN curl -fsSLk https://example.com/tool -o /usr/bin/tool
""",
        """
FROM debian:12
# here
RUN curl --insecure https://example.com
""",
    ),
    good=(
        """
FROM debian:12
RUN curl -fsSL --cacert acme.pem https://example.com/tool -o /usr/bin/tool
""",
        """
FROM debian:12
RUN tar -k -xf x.tar && curl https://example.com -- -k
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "curl"):
            if has_option(command, "-k", "--insecure"):
                yield command.fail(message="the server's certificate is not checked")
