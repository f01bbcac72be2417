"""--unsafe-perm lets the install scripts of every dependency run as root.

npm would run them as another user. One bad release among hundreds of packages then changes
anything in the image. Install as the application's user instead.
"""

from scanner import MEDIUM, rule
from scanner.shapes import argv, commands, has_option, stages


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="Remove it, and run npm as a user other than root.",
    cwe=250,
    references=("https://docs.npmjs.com/cli/v6/using-npm/config#unsafe-perm",),
    bad=(
        """
FROM node:24
# here
RUN npm ci --unsafe-perm
""",
        """
FROM node:24
# here
RUN npm install --unsafe-perm=true -g pm2@6.0.8
""",
    ),
    good=(
        """
FROM node:24
USER node
RUN npm ci
""",
        """
FROM node:24
RUN npm ci --unsafe-perm=false
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "npm"):
            if has_option(command, "--unsafe-perm") and "--unsafe-perm=false" not in argv(command):
                yield command.fail(message="install scripts run as root")
