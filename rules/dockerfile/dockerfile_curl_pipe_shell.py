"""A script piped from the network into a shell runs as it comes, with nothing to check it.

Whoever controls the server, or the name that points to it, runs code in your build, and a cut
connection runs half of the script. Interpreters that are given a program of their own only read
data from the pipe.
"""

from scanner import HIGH, rule
from scanner.shapes import (
    argv,
    commands,
    option_values,
    pipelines,
    program,
    runs_input,
    stages,
)

_FETCHERS = ("curl", "wget")
_FETCHED = ("$(curl", "$(wget", "`curl", "`wget")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Download the script of a set version, compare its checksum, and run it then.",
    cwe=494,
    references=(
        "https://docs.docker.com/build/building/best-practices/",
        "https://owasp.org/www-project-top-10-ci-cd-security-risks/",
    ),
    bad=(
        """
FROM debian:12
# here
RUN curl -fsSL https://example.com/install.sh | bash
""",
        """
FROM debian:12
# here
RUN apt-get update && wget -qO- https://example.com/setup | sudo -E bash -s -- --yes
""",
        """
FROM debian:12
# here
RUN curl https://example.com/x.py | gunzip | python3 -
""",
        """
FROM debian:12
# here
RUN sh -c "$(curl -fsSL https://example.com/install.sh)"

""",
        """
FROM debian:12
# here
RUN eval "$(wget -qO- https://example.com/env)"

""",
    ),
    good=(
        """
FROM debian:12
RUN curl -fsSLo x.sh https://example.com/x.sh && echo "$SUM  x.sh" | sha256sum -c && bash x.sh
""",
        """
FROM debian:12
RUN curl -fsSL https://example.com/x.json | python3 -m json.tool && cat setup.sh | sh
""",
        """
FROM debian:12
RUN curl -fsSL https://example.com/x.tgz | tar xz && sh -c 'echo $(curl https://example.com)'
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for joined in pipelines(stage):
            fetched = any(program(command) in _FETCHERS for command in joined[:-1])
            if fetched and any(runs_input(command) for command in joined):
                yield joined[0].fail(message="what is downloaded is run unseen")
        for command in commands(stage, "sh", "bash", "zsh", "eval"):
            scripts = [*option_values(command, "-c"), *argv(command)[1:2]]
            if any(script.startswith(_FETCHED) for script in scripts):
                yield command.fail(message="what is downloaded is run unseen")
