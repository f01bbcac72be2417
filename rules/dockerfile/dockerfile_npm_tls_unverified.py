"""With strict-ssl off, npm and yarn take packages from whoever answers in the registry's name.

The packages' install scripts run in your build. The setting is written to the user's
configuration and holds for later builds on this image; cafile adds a private authority.
"""

from scanner import HIGH, rule
from scanner.shapes import argv, commands, has_option, settings, stages

_NAMES = ("NPM_CONFIG_STRICT_SSL", "npm_config_strict_ssl", "YARN_ENABLE_STRICT_SSL")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and set cafile to a private authority's certificate.",
    related_ids=("CKV2_DOCKER_12", "CKV2_DOCKER_13"),
    cwe=295,
    references=("https://docs.npmjs.com/cli/v11/using-npm/config#strict-ssl",),
    bad=(
        """
FROM node:24
# here
RUN npm config set strict-ssl false && npm ci
""",
        """
FROM node:24
# here
RUN npm ci --strict-ssl=false
""",
        """
FROM node:24
# here
RUN npm ci --no-strict-ssl
""",
        """
FROM node:24
# here
ENV NPM_CONFIG_STRICT_SSL=false
""",
    ),
    good=(
        """
FROM node:24
ENV NPM_CONFIG_STRICT_SSL=true
RUN npm config set cafile /etc/ssl/acme.pem
""",
        """
FROM node:24
RUN echo strict-ssl false && npm config set strict-ssl true
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "npm", "yarn", "pnpm"):
            words = " ".join(argv(command)).replace("=", " ")
            if "strict-ssl false" in words or has_option(command, "--no-strict-ssl"):
                yield command.fail(message="the registry's certificate is not checked")
        for place, value in settings(stage, *_NAMES):
            if value == "false":
                yield place.fail(message="the registry's certificate is not checked")
