"""A file that holds credentials stays in the image's layer, also when a later RUN deletes it.

Everyone who can pull the image can read it. Mount it for the one RUN that needs it instead.
Samples and public keys may be copied, and so may anything into a stage that is not shipped.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import instructions, matches, shipped_stages, sources

_SECRET = re.compile(
    r"(?:^|/)(?:\.env(?:\.(?!example|sample|template|dist|test)[a-z]+)?|id_(?:rsa|dsa|ecdsa|ed25519)"
    r"|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.aws(?:/credentials)?|\.ssh|\.kube(?:/config)?"
    r"|kubeconfig|\.docker/config\.json|[^/]*key\.pem|[^/]+\.(?:key|p12|pfx|jks|keystore))/?$"
)


@rule(
    on="dockerfile",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Use RUN --mount=type=secret, and list the file in .dockerignore.",
    cwe=538,
    references=("https://docs.docker.com/build/building/secrets/",),
    bad=(
        """
FROM debian:12
# here
COPY .env /app/.env
""",
        """
FROM debian:12
# here
COPY package.json .npmrc /app/
""",
        """
FROM debian:12
# here
ADD deploy/id_rsa /root/.ssh/id_rsa
# here
COPY tls/server.key /etc/tls/
""",
    ),
    good=(
        """
FROM debian:12
COPY .env.example id_rsa.pub ca.pem /app/
""",
        """
FROM node:24 AS build
COPY .npmrc package.json ./
FROM node:24
COPY --from=build /app /app
""",
        """
FROM debian:12
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for copy in instructions(stage, "COPY", "ADD"):
            for source in sources(copy):
                if matches(_SECRET, source):
                    yield copy.fail(message=f"{source} holds credentials and stays in the image")
