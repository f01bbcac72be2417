"""npm takes the newest release of a package without a version, and runs its install scripts.

Whoever can publish one runs code in your build. Names typed into a RUN are the dependencies that
no lock file shows.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, packages, stages

_VERSION = re.compile(r"(?<!^)@(?!latest$|next$)|^\$|://|\$\{?[A-Z_]+")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write package@version.",
    aliases=("DL3016",),
    cwe=1357,
    references=("https://docs.npmjs.com/cli/v11/commands/npm-install",),
    bad=(
        """
FROM node:24
# here
RUN npm install -g pm2
""",
        """
FROM node:24
# here
RUN npm i -g @angular/cli
""",
        """
FROM node:24
# here
RUN pnpm add typescript@latest
""",
    ),
    good=(
        """
FROM node:24
RUN npm install -g pm2@6.0.8 @angular/cli@20.3.0 && npm ci
""",
        """
FROM node:24
RUN npm install && npm install -g $TOOLS
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "npm", "pnpm"):
            if not all(_VERSION.search(name) for name in packages(command) or ()):
                yield command.fail(message="a package is installed in no set version")
