"""Copying a mounted secret into the file system puts it into the layer, which the mount avoids.

Everyone who can pull the image reads it there. Configuration commands write it to a file as well.
Read it in the command that needs it, or mount it where the program looks.
"""

from scanner import HIGH, rule
from scanner.shapes import argv, commands, instructions, mounts, operands, shipped_stages

_COPIERS = ("cp", "mv", "install", "ln")
_TOOLS = ("git", "npm", "pip", "yarn", "bundle", "composer", "poetry")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Mount the secret where the program reads it: "
    "--mount=type=secret,id=npmrc,target=/root/.npmrc.",
    cwe=538,
    references=("https://docs.docker.com/build/building/secrets/",),
    bad=(
        """
FROM debian:12
# here
RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci
""",
        """
FROM debian:12
# here
RUN --mount=type=secret,id=key,target=/key install -m 600 /key /etc/app.key
""",
        """
FROM debian:12
# here
RUN --mount=type=secret,id=t npm config set //x.org/:_authToken=$(cat /run/secrets/t) && npm ci
""",
    ),
    good=(
        """
FROM debian:12
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci && cp a /key
""",
        """
FROM debian:12
RUN --mount=type=secret,id=t NPM_TOKEN=$(cat /run/secrets/t) npm ci && npm pack /run/secrets/x
RUN npm config get registry
""",
        """
FROM node:24 AS build
RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc
FROM node:24
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for run in instructions(stage, "RUN"):
            secrets = ("/run/secrets/", *filter(None, mounts(run, "secret")))
            for command in commands(run, *_COPIERS):
                if any(word.startswith(secrets) for word in operands(command)[:-1]):
                    yield command.fail(message="the secret is copied into the layer")
            for command in commands(run, *_TOOLS):
                if "config" in argv(command) and any(
                    "/run/secrets/" in one for one in argv(command)
                ):
                    yield command.fail(message="the secret is written to a configuration file")
