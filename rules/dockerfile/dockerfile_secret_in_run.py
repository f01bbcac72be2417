"""A secret written into RUN is in the image's history for everyone who can pull the image.

It is in the repository too. Mount it for that one RUN instead. A variable that comes from a mount
or from the shell is no secret by itself.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import (
    argv,
    commands,
    credential_in,
    environment,
    is_literal,
    is_secret_name,
    stages,
)


@rule(
    on="dockerfile",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Use RUN --mount=type=secret and read the value in the command.",
    related_ids=("DS-0031",),
    cwe=798,
    references=("https://docs.docker.com/build/building/secrets/",),
    bad=(
        """
FROM debian:12
# here
RUN API_TOKEN=abc123 make publish
""",
        """
FROM debian:12
# here
RUN export DB_PASSWORD=hunter2 && ./migrate
""",
        """
FROM debian:12
# here
RUN curl -H 'Authorization: token ghp_0123456789abcdefghijABCDEFGHIJ012345' https://example.com
""",
        """
FROM debian:12
# here
RUN npm config set //registry.example.com/:_authToken=abcdef
""",
    ),
    good=(
        """
FROM debian:12
RUN --mount=type=secret,id=token API_TOKEN=$(cat /run/secrets/token) make publish
""",
        """
FROM debian:12
RUN PASSWORD_FILE=/run/x LEVEL=debug make password --token=$TOKEN
""",
        """
FROM debian:12
RUN buildah bud --secret=id=npm,src=npmrc .
""",
        """
FROM debian:12
ARG CI
RUN export API_TOKEN=$CI && make
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage):
            words = argv(command)
            given = environment(command)
            given += [word.partition("=")[::2] for word in words if not word.startswith("-")]
            named = any(is_secret_name(name) and is_literal(value) for name, value in given)
            if named or any(credential_in(word) for word in words):
                yield command.fail(message="a secret is written into the command")
