"""With NODE_TLS_REJECT_UNAUTHORIZED=0 every connection of Node.js trusts whoever answers.

In ENV it holds for the application in production too: anyone on the way reads and changes what it
exchanges with databases and services. NODE_EXTRA_CA_CERTS adds a private authority.
"""

from scanner import HIGH, rule
from scanner.shapes import settings, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and add a private authority with NODE_EXTRA_CA_CERTS.",
    aliases=("CKV2_DOCKER_6",),
    cwe=295,
    references=("https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",),
    bad=(
        """
FROM node:24
# here
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
""",
        """
FROM node:24
# here
RUN NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci
""",
        """
FROM node:24
# here
RUN export NODE_TLS_REJECT_UNAUTHORIZED='0' && npm ci
""",
    ),
    good=(
        """
FROM node:24
ENV NODE_TLS_REJECT_UNAUTHORIZED=1
""",
        """
FROM node:24
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/acme.pem
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for place, value in settings(stage, "NODE_TLS_REJECT_UNAUTHORIZED"):
            if value == "0":
                yield place.fail(message="Node.js checks no server's certificate")
