"""A container that starts through sudo runs as root, whatever USER says.

sudo stays the first process, so signals to stop may not reach the program either. Let the image's
user be the one who may do what the program does.
"""

from scanner import MEDIUM, rule
from scanner.shapes import commands, final_stage, instructions


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Start the program itself, with the rights that it needs given while building.",
    cwe=250,
    references=("https://docs.docker.com/reference/dockerfile/#user",),
    bad=(
        """
FROM debian:12
USER app
# here
ENTRYPOINT ["sudo", "/app/run"]
""",
        """
FROM debian:12
USER app
# here
CMD sudo -E /app/run
""",
    ),
    good=(
        """
FROM debian:12
USER app
ENTRYPOINT ["/app/run", "sudo"]
""",
        """
FROM debian:12 AS dev
CMD ["sudo", "bash"]
FROM debian:12
CMD ["/app"]
""",
    ),
)
def check(dockerfile):
    for stage in final_stage(dockerfile):
        for instruction in instructions(stage, "ENTRYPOINT", "CMD"):
            for command in commands(instruction):
                if list(command.get("words", default=[]))[:1] == ["sudo"]:
                    yield instruction.fail(message="the container starts through sudo")
