"""A password typed as an option is in the image's history for everyone who can pull the image.

Programs read it as well from a file, a variable or standard input, which a secret mount can give
them. An option whose value is a variable is no secret by itself.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, is_literal, option_values, program, stages

_OPTIONS = {
    "curl": ("-u", "--user", "--proxy-user"),
    "sshpass": ("-p",),
    "docker": ("-p", "--password"),
    "twine": ("-p", "--password"),
}
_ANY = ("--password", "--http-password", "--auth-token", "--token", "--api-key")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Read the password from a secret mount, by a file or standard input.",
    cwe=214,
    references=("https://docs.docker.com/build/building/secrets/",),
    bad=(
        """
FROM debian:12
# here
RUN curl -u bot:hunter2 https://example.com/x -o x
""",
        """
FROM debian:12
# here
RUN docker login -u bot -p hunter2 registry.example.com
""",
        """
FROM debian:12
# here
RUN wget --http-password=hunter2 https://example.com/x
""",
    ),
    good=(
        """
FROM debian:12
RUN curl -u bot:$PASSWORD https://example.com/x -o x && curl -u bot https://example.com/y -o y
""",
        """
FROM debian:12
RUN docker login -u bot --password-stdin && mkdir -p hunter2 && tool --token $TOKEN
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage):
            values = option_values(command, *_OPTIONS.get(program(command), _ANY))
            if program(command) == "curl":
                values = [value.partition(":")[2] for value in values]
            if any(is_literal(value) for value in values):
                yield command.fail(message="a password is written into the command")
