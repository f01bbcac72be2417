"""An ENTRYPOINT in shell form takes no arguments, so CMD and those of docker run are ignored.

The program starts without the options that stand there, be it a configuration file or a safer
mode. Only the array form appends CMD to ENTRYPOINT.
"""

from scanner import LOW, rule
from scanner.shapes import final_stage, instructions


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write ENTRYPOINT as a JSON array.",
    cwe=710,
    references=(
        "https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact",
    ),
    bad=(
        """
FROM debian:12
ENTRYPOINT /app
# here
CMD ["--safe"]
""",
    ),
    good=(
        """
FROM debian:12
ENTRYPOINT ["/app"]
CMD ["--safe"]
""",
        """
FROM debian:12
CMD /app --safe
""",
        """
FROM debian:12
ENTRYPOINT /old
ENTRYPOINT ["/app"]
CMD ["--safe"]
""",
        """
FROM debian:12 AS x
ENTRYPOINT /app
CMD ["a"]
FROM debian:12
""",
    ),
)
def check(dockerfile):
    for stage in final_stage(dockerfile):
        forms = [entry.get("form") for entry in instructions(stage, "ENTRYPOINT")]
        if forms[-1:] == ["shell"]:
            for instruction in instructions(stage, "CMD"):
                yield instruction.fail(message="the ENTRYPOINT in shell form ignores this CMD")
