"""pip takes the newest release of the day, so whoever can publish one runs code in your build.

Names typed into a RUN are the dependencies that no lock file shows. A requirements or constraints
file, a version after the name, and a commit in an address each say what is wanted.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, has_option, packages, stages

_VERSION = re.compile(r"[=<>~]=|@|^\$|://.*[0-9]")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write package==version, or install from a requirements file with hashes.",
    aliases=("DL3013",),
    cwe=1357,
    references=("https://pip.pypa.io/en/stable/topics/repeatable-installs/",),
    bad=(
        """
FROM python:3.13
# here
RUN pip install --no-cache-dir uv==0.9.2 gunicorn
""",
    ),
    good=(
        """
FROM python:3.13
RUN pip install --no-cache-dir 'uv==0.9.2' "gunicorn~=23.0" $EXTRA && pip install .
""",
        """
FROM python:3.13
RUN pip install -c constraints.txt gunicorn && pip check
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "pip"):
            if has_option(command, "-c", "--constraint", "--require-hashes"):
                continue
            if not all(_VERSION.search(name) for name in packages(command) or ()):
                yield command.fail(message="a package is installed in no set version")
