"""Of several CMDs only the last counts, so what the others start never runs.

A container starts one program. Several services belong into containers of their own; a stage may
replace the CMD of what it is built on.
"""

from scanner import LOW, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Keep the CMD that is meant.",
    aliases=("DL4003", "DS-0016"),
    related_ids=("MultipleInstructionsDisallowed",),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#cmd",),
    bad=(
        """
FROM debian:12
# here
CMD ["nginx"]
CMD ["php-fpm"]
""",
    ),
    good=(
        """
FROM debian:12
CMD ["nginx"]
""",
        """
FROM debian:12 AS base
CMD ["bash"]
FROM base
CMD ["nginx"]
""",
        """
FROM debian:12
ENTRYPOINT ["nginx"]
CMD ["-g", "daemon off;"]
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in list(instructions(stage, "CMD"))[:-1]:
            yield instruction.fail(message="a later CMD replaces this one")
