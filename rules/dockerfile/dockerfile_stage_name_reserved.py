"""A stage called scratch or context hides what Docker means by that word.

FROM scratch and COPY --from=context then take your stage instead of the empty image or the build
context, in this file and in every one that is built with it.
"""

from scanner import LOW, rule
from scanner.shapes import stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Choose another name for the stage.",
    aliases=("ReservedStageName", "DL3063"),
    cwe=710,
    references=("https://docs.docker.com/reference/build-checks/reserved-stage-name/",),
    bad=(
        """
# here
FROM debian:12 AS scratch
USER app
""",
        """
# here
FROM debian:12 AS Context
FROM debian:12
""",
    ),
    good=(
        """
FROM scratch AS base
COPY app /app
""",
        """
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if stage.get("name") in ("scratch", "context"):
            yield stage.fail("name", f"{stage.get('name')} is a reserved name")
