"""A secret in ENV or ARG stays in the image for everyone who can pull it.

`docker history` shows both, also when a later instruction overwrites them. Mount a secret for the
one RUN that needs it, and hand it to the running container from outside. A name alone without a
value and a path to a file are no secrets; what only the builder can know is left open.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import instructions, matches, stages

_NAME = re.compile(
    r"(?:^|_)(?:password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|credentials?)"
    r"(?:$|_(?!(?:[a-z0-9]+_)*(?:file|path|name|url|id|length|min|max|type|policy|ttl|expir)))",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"^[^$/\s][^$]*$")


@rule(
    on="dockerfile",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Use RUN --mount=type=secret while building, and the orchestrator's secrets at run time.",
    related_ids=("DS-0031", "SecretsUsedInArgOrEnv"),
    cwe=798,
    references=("https://docs.docker.com/build/building/secrets/",),
    bad=(
        """
FROM python:3.13
# here
ENV DB_PASSWORD=hunter2 PORT=8080
""",
        """
FROM python:3.13
# here
ARG API_TOKEN=abc123
""",
        """
FROM python:3.13
# here
ENV SECRET_KEY abc def
""",
    ),
    good=(
        """
FROM python:3.13
ARG API_TOKEN
ENV DB_PASSWORD_FILE=/run/secrets/db PORT=8080 PASSWORD_MIN_LENGTH=12
ENV PASSWORD=
""",
        """
FROM python:3.13
RUN --mount=type=secret,id=token TOKEN=$(cat /run/secrets/token) make
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in instructions(stage, "ENV", "ARG"):
            for pair in instruction.each("pairs"):
                if not pair.get("default", default=True):
                    continue  # an ARG whose value comes from the command line
                if matches(_NAME, pair.get("name")) and matches(_LITERAL, pair.get("value")):
                    yield pair.fail(message=f"{pair.get('name')} is written into the image")
