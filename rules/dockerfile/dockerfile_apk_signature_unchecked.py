"""apk --allow-untrusted installs packages that nobody has signed, as root.

Whoever is between the build and the mirror, or who can write to the repository, chooses what they
hold. Copy the repository's public key to /etc/apk/keys instead.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and add the repository's key to /etc/apk/keys.",
    aliases=("CKV2_DOCKER_7",),
    cwe=347,
    references=("https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",),
    bad=(
        """
FROM alpine:3.22
# here
RUN apk add --no-cache --allow-untrusted ./tool.apk
""",
    ),
    good=(
        """
FROM alpine:3.22
COPY acme.rsa.pub /etc/apk/keys/
RUN apk add --no-cache tool
""",
        """
FROM alpine:3.22
RUN echo apk --allow-untrusted
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apk"):
            if has_option(command, "--allow-untrusted"):
                yield command.fail(message="packages without a valid signature are installed")
