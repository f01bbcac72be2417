"""curl without -f saves the server's error page as if it were the file, and reports success.

The build goes on with it, and what breaks later gives no hint why. Calls whose output nobody
keeps do not matter.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, stages

_KEEPING = ("-o", "--output", "-O", "--remote-name", "-J")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add -f.",
    cwe=754,
    references=("https://curl.se/docs/manpage.html#-f",),
    bad=(
        """
FROM debian:12
# here
RUN curl -sSLO https://example.com/tool.tgz
""",
        """
FROM debian:12
# here
RUN curl -sSL https://example.com/tool.tgz | tar xz
""",
    ),
    good=(
        """
FROM debian:12
RUN curl -fsSLO https://example.com/tool.tgz && curl --fail -o x https://example.com/x
""",
        """
FROM debian:12
RUN curl -s https://example.com/ping && wget -O x https://example.com/x
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "curl"):
            if has_option(command, "-f", "--fail", "--fail-with-body"):
                continue
            if has_option(command, *_KEEPING) or command.get("operator") == "|":
                yield command.fail(message="an error page is taken for the file")
