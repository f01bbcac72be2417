"""A stage that nothing uses is never built, so what it was meant to check or make is not done.

BuildKit leaves it out without a word. A stage with a name may be the target of a build
(--target), so only one without a name, which nothing can ask for, is dead.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, stages

_FROM = re.compile(r"(?:^|,)from=([0-9]+)")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Remove the stage, or name it and build it with --target.",
    cwe=561,
    references=("https://docs.docker.com/build/building/multi-stage/",),
    bad=(
        """
# here
FROM golang:1.25
RUN go vet ./...
FROM debian:12
COPY app /app
""",
    ),
    good=(
        """
FROM golang:1.25
RUN go build -o /app
FROM debian:12
COPY --from=0 /app /app
""",
        """
FROM golang:1.25
RUN go build -o /app
FROM debian:12
RUN --mount=type=bind,from=0,target=/src cp /src/app /app
""",
        """
FROM golang:1.25 AS test
RUN go test ./...
FROM debian:12
""",
    ),
)
def check(dockerfile):
    used = []
    for stage in stages(dockerfile):
        for instruction in instructions(stage, "COPY", "RUN"):
            used.append(str(instruction.get("flags.from", default="")))
            for mount in instruction.each("flags.mount"):
                used += _FROM.findall(str(mount.value))
    for stage in stages(dockerfile):
        if (
            not stage.is_set("name")
            and not stage.get("final")
            and str(stage.get("index")) not in used
        ):
            yield stage.fail(message="nothing uses this stage, so it is never built")
