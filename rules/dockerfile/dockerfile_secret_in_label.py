"""Labels are meant to be read by everyone: registries show them without even pulling the image.

A secret in one is public to all who may see the image. Names such as token_url, and values that
are empty, hold none.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, instructions, is_literal, is_secret_name, shipped_stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove the label, and replace the secret.",
    cwe=538,
    references=("https://docs.docker.com/reference/dockerfile/#label",),
    bad=(
        """
FROM debian:12
# here
LABEL com.example.api_token=abc123
""",
        """
FROM debian:12
# here
LABEL note=ghp_0123456789abcdefghijABCDEFGHIJ012345
""",
    ),
    good=(
        """
FROM debian:12
ARG VERSION
LABEL org.opencontainers.image.version=$VERSION
""",
        """
FROM debian:12
LABEL com.example.token_url=https://example.com/token org.opencontainers.image.title=app
""",
        """
FROM debian:12 AS build
LABEL com.example.api_token=
FROM debian:12
LABEL password=''
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        for instruction in instructions(stage, "LABEL"):
            for pair in instruction.each("pairs"):
                if is_secret_name(pair.get("name")) and is_literal(pair.get("value")):
                    yield pair.fail(message="a secret is written into a label")
            if credential_in(instruction.get("text")):
                yield instruction.fail(message="a secret is written into a label")
