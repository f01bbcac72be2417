"""A service started in RUN stops when that RUN ends, so it does not run in the container.

The image keeps files, not processes. Commands in the same RUN may use the service, and enabling
it for an init system changes files; starting it alone does nothing.
"""

from scanner import LOW, rule
from scanner.shapes import commands, instructions, operands, program, stages

_MANAGERS = {"service", "systemctl"}


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Start the program with CMD or ENTRYPOINT.",
    related_ids=("DL3001",),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#cmd",),
    bad=(
        """
FROM debian:12
# here
RUN service postgresql start
""",
        """
FROM debian:12
# here
RUN systemctl enable nginx && systemctl restart nginx
""",
    ),
    good=(
        """
FROM debian:12
CMD ["nginx", "-g", "daemon off;"]
""",
        """
FROM debian:12
RUN systemctl enable nginx
""",
        """
FROM debian:12
RUN service postgresql start && psql -f schema.sql
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for run in instructions(stage, "RUN"):
            found = list(commands(run))
            if {program(command) for command in found} - _MANAGERS:
                continue
            for command in found:
                if {"start", "restart"} & set(operands(command)):
                    yield command.fail(message="the service stops when this RUN ends")
