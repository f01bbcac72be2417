"""Without a HEALTHCHECK, Docker takes a program that hangs for one that works.

It goes on sending work to it and never starts it again. Kubernetes ignores the instruction and
has probes of its own, so it matters for Docker and Compose; HEALTHCHECK NONE is a decision too.
"""

from scanner import LOW, rule
from scanner.shapes import final_stage, instructions, shipped_stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add HEALTHCHECK with a command that asks the program.",
    aliases=("CKV_DOCKER_2", "DL3057", "DS-0026"),
    cwe=754,
    references=("https://docs.docker.com/reference/dockerfile/#healthcheck",),
    bad=(
        """
# here
FROM debian:12
USER app
""",
        """
FROM debian:12 AS build
HEALTHCHECK NONE
# here
FROM debian:12
USER app
""",
    ),
    good=(
        """
FROM debian:12
HEALTHCHECK CMD ["/app", "check"]
""",
        """
FROM debian:12 AS base
HEALTHCHECK NONE
FROM base
USER app
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        if list(instructions(stage, "HEALTHCHECK")):
            return
    for stage in final_stage(dockerfile):
        yield stage.fail(message="the image has no HEALTHCHECK")
