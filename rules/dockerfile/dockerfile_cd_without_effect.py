"""cd in a RUN of its own changes nothing: every RUN starts again in the WORKDIR.

The commands that follow run in another folder than meant, and may overwrite or miss files.
Together with other commands in one RUN it does what it says.
"""

from scanner import LOW, rule
from scanner.shapes import commands, instructions, program, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Use WORKDIR.",
    related_ids=("DL3003", "DS-0013"),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#workdir",),
    bad=(
        """
FROM debian:12
# here
RUN cd /app
RUN make
""",
    ),
    good=(
        """
FROM debian:12
RUN cd /app && make
""",
        """
FROM debian:12
WORKDIR /app
RUN make
""",
        """
FROM debian:12
RUN <<EOF
EOF
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for run in instructions(stage, "RUN"):
            names = [program(command) for command in commands(run)]
            if names and not set(names) - {"cd"}:
                yield run.fail(message="the folder is changed for nothing")
