"""In shell form the shell is the first process, and keeps the signal to stop from the program.

Docker then waits and kills it, so requests are cut and data may be lost at every deployment. exec
replaces the shell by the program; a SHELL of one's own says that a shell is wanted.
"""

from scanner import LOW, rule
from scanner.shapes import commands, final_stage, instructions


@rule(
    on="dockerfile",
    severity=LOW,
    fix='Write a JSON array: CMD ["node", "server.js"].',
    related_ids=("DL3025", "JSONArgsRecommended"),
    cwe=710,
    references=("https://docs.docker.com/reference/build-checks/json-args-recommended/",),
    bad=(
        """
FROM debian:12
# here
CMD node server.js
""",
        """
FROM debian:12
# here
ENTRYPOINT /app serve
""",
    ),
    good=(
        """
FROM debian:12
CMD ["node", "server.js"]
""",
        """
FROM debian:12
CMD exec node server.js
""",
        """
FROM debian:12
SHELL ["/bin/bash", "-c"]
CMD node server.js
""",
        """
FROM debian:12 AS dev
CMD bash
FROM debian:12
ENTRYPOINT ["/app"]
""",
    ),
)
def check(dockerfile):
    for stage in final_stage(dockerfile):
        if stage.get("shell", default=["/bin/sh", "-c"]) != ["/bin/sh", "-c"]:
            continue
        for instruction in instructions(stage, "CMD", "ENTRYPOINT"):
            if instruction.get("form") != "shell":
                continue
            for command in list(commands(instruction))[:1]:
                if list(command.get("words", default=[]))[:1] != ["exec"]:
                    yield instruction.fail(message="a shell stands before the program")
