"""npm install may change the lock file's versions while it builds; npm ci installs exactly those.

A dependency that was published a minute ago then runs in the image without anyone having chosen
it. npm ci also stops when the lock file does not fit. Tools installed by name are another matter.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import commands, operands, stages

_INSTALLS = (["install"], ["i"])


@rule(
    on="dockerfile",
    severity=LOW,
    confidence=MEDIUM,
    fix="Commit package-lock.json and use npm ci.",
    cwe=1357,
    references=("https://docs.npmjs.com/cli/v11/commands/npm-ci",),
    bad=(
        """
FROM node:24
# here
RUN npm install --omit=dev
""",
        """
FROM node:24
# here
RUN npm i --prefix /app
""",
    ),
    good=(
        """
FROM node:24
RUN npm ci --omit=dev
""",
        """
FROM node:24
RUN npm install -g npm@11.6.0
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "npm"):
            if operands(command, "--prefix", "--omit") in _INSTALLS:
                yield command.fail(message="the lock file is not binding")
