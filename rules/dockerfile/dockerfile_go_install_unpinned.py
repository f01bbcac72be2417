"""go install of @latest builds whatever the module's owner tagged last.

The tool in your image changes without a change in your repository. Inside of a module, a path
below ./ is built from your own sources and your own go.sum.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, packages, stages

_VERSION = re.compile(r"@(?!latest$|main$|master$|HEAD$)")
_REMOTE = re.compile(r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+/")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write module@version.",
    aliases=("DL3062",),
    cwe=1357,
    references=("https://go.dev/ref/mod#go-install",),
    bad=(
        """
FROM golang:1.25
# here
RUN go install golang.org/x/tools/gopls@latest
""",
        """
FROM golang:1.25
# here
RUN go install github.com/acme/tool
""",
    ),
    good=(
        """
FROM golang:1.25
RUN go install golang.org/x/tools/gopls@v0.20.0 && go install ./cmd/tool
""",
        """
FROM golang:1.25
RUN go install std && go build github.com/acme/tool
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "go"):
            for name in packages(command) or ():
                if _REMOTE.search(name) and not _VERSION.search(name):
                    yield command.fail(message=f"{name} is installed in no set version")
