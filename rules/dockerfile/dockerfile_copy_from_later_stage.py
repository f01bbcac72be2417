"""COPY --from can only take what is built already; a later stage or its own one stops the build.

With the stages in another order than they need, the build fails, or with an old builder pulls an
image of that name. Numbers count stages from 0.
"""

from scanner import MEDIUM, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Move the stage that is copied from before this one, or correct the name.",
    related_ids=("DL3022", "DL3023", "DS-0006"),
    cwe=710,
    references=("https://docs.docker.com/reference/dockerfile/#copy---from",),
    bad=(
        """
FROM debian:12 AS app
# here
COPY --from=build /app /app
FROM golang:1.25 AS build
""",
        """
FROM debian:12 AS app
# here
COPY --from=APP /app /app
""",
        """
FROM golang:1.25
FROM debian:12
# here
COPY --from=1 /app /app
# here
COPY --from=7 /app /app
""",
    ),
    good=(
        """
FROM golang:1.25 AS build
FROM debian:12
COPY --from=Build /app /app
COPY --from=0 /x /x
COPY . /src
""",
        """
FROM debian:12
COPY --from=nginx:1.29 /etc/nginx /etc/nginx
""",
    ),
)
def check(dockerfile):
    found = list(stages(dockerfile))
    names = [str(stage.get("name", default="?")) for stage in found]
    for number, stage in enumerate(found):
        earlier = [*names[:number], *map(str, range(number))]
        for copy in instructions(stage, "COPY"):
            origin = copy.get("flags.from", default="").lower()
            if origin not in earlier and (origin in names or origin.isdigit()):
                yield copy.fail("flags.from", f"stage {origin} is not built at this point")
