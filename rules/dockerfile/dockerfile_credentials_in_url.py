"""A password inside of an address is in the image and its history for everyone who can pull it.

It is in the repository and in logs of proxies as well, and git keeps it in the clone's
configuration. Credential helpers and secret mounts keep it out. A variable in the password's
place is no secret by itself.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import argv, commands, instructions, matches, stages

_PASSWORD = re.compile(r"[a-z]://[^/\s:@]*:(?![$\s])[^/\s@$]+@")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Keep the password out of the address; use a secret mount or a credential helper.",
    cwe=522,
    references=("https://docs.docker.com/build/building/secrets/",),
    bad=(
        """
FROM debian:12
# here
RUN git clone https://bot:hunter2@git.example.com/app.git
""",
        """
FROM debian:12
# here
ENV DATABASE_URL=postgres://app:hunter2@db:5432/app
""",
        """
FROM debian:12
# here
ADD https://bot:hunter2@example.com/tool /bin/tool
""",
    ),
    good=(
        """
FROM debian:12
RUN git clone https://git.example.com/app.git && git clone https://bot:$TOKEN@git.example.com/app.git
ENV DATABASE_URL=postgres://app@db:5432/app
ADD https://example.com/a@b:c /bin/tool
""",
        """
FROM debian:12
ARG DATABASE_URL
ENV PATH=/venv/bin:$PATH
RUN pip install -i https://pypi.example.com:8443/simple x==1
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for instruction in instructions(stage, "ENV", "ARG", "ADD"):
            if matches(_PASSWORD, instruction.get("text")):
                yield instruction.fail(message="the address holds a password")
        for command in commands(stage):
            if any(_PASSWORD.search(word) for word in argv(command)):
                yield command.fail(message="the address holds a password")
