"""A secret passed with --build-arg stays in the history of the image for everyone who pulls it.

docker history and the build's provenance show the arguments of each step. Secret mounts are made
for this. In a stage that is not shipped the layers stay behind.
"""

from scanner import MEDIUM, rule
from scanner.shapes import instructions, is_secret_name, shipped_stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Use RUN --mount=type=secret.",
    related_ids=("SecretsUsedInArgOrEnv", "DS-0031"),
    cwe=538,
    references=("https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",),
    bad=(
        """
FROM debian:12
# here
ARG NPM_TOKEN
RUN npm ci
""",
    ),
    good=(
        """
FROM debian:12
ARG VERSION
ARG API_KEY=
RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci
""",
        """
FROM node:24 AS build
ARG NPM_TOKEN
RUN npm ci
FROM node:24
ARG TOKEN_FILE
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "ARG"):
            for pair in instruction.each("pairs"):
                if not pair.get("default", default=True) and is_secret_name(pair.get("name")):
                    yield pair.fail(message=f"{pair.get('name')} is passed as a build argument")
