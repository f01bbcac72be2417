"""Only the last command of a pipe decides whether RUN fails, so a failed download goes unnoticed.

The image is then built with an empty or half a file. With pipefail the first failure counts. What
cannot fail, such as echo, needs none.
"""

import re

from scanner import LOW, rule
from scanner.shapes import argv, commands, instructions, program, stages

_SAFE = re.compile(r"pipefail|powershell|pwsh|cmd")
_NEVER_FAIL = ("echo", "printf", "yes")


@rule(
    on="dockerfile",
    severity=LOW,
    fix='Put SHELL ["/bin/bash", "-o", "pipefail", "-c"] before it.',
    related_ids=("DL4006", "DS-0032"),
    cwe=754,
    references=("https://docs.docker.com/build/building/best-practices/#using-pipes",),
    bad=(
        """
FROM debian:12
# here
RUN curl -fsSL https://example.com/x.tgz | tar xz
""",
    ),
    good=(
        """
FROM debian:12
RUN set -euxo pipefail; curl -fsSL https://example.com/x.tgz | tar xz
""",
        """
FROM debian:12
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/x.tgz | tar xz
""",
        """
FROM debian:12
RUN echo x | tee /etc/x && curl -fsSLO https://example.com/y
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if any(_SAFE.search(str(word)) for word in stage.get("shell", default=[])):
            continue
        for run in instructions(stage, "RUN"):
            if any("pipefail" in argv(command) for command in commands(run, "set")):
                continue
            for command in commands(run):
                if command.get("operator") == "|" and program(command) not in _NEVER_FAIL:
                    yield command.fail(message="a failure before the pipe goes unnoticed")
