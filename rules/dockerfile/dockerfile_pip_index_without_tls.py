"""Packages fetched over http can be replaced by anyone between the build and the index.

pip runs their code while it installs them. An index on the build machine itself crosses no
network.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import commands, matches, option_values, settings, stages

_OPTIONS = ("-i", "--index-url", "--extra-index-url", "-f", "--find-links")
_PLAIN = re.compile(r"^http://(?!localhost|127\.|\[::1\])")


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Use the https address of the index.",
    cwe=319,
    references=("https://pip.pypa.io/en/stable/cli/pip_install/",),
    bad=(
        """
FROM python:3.13
# here
RUN pip install -i http://pypi.example.com/simple -r requirements.txt
""",
        """
FROM python:3.13
# here
ENV PIP_INDEX_URL=http://pypi.example.com/simple
""",
    ),
    good=(
        """
FROM python:3.13
ENV PIP_INDEX_URL=https://pypi.example.com/simple
RUN pip install --index-url=https://pypi.example.com/simple -r requirements.txt
""",
        """
FROM python:3.13
RUN pip install -i http://localhost:3141/root/pypi x==1
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "pip"):
            if any(_PLAIN.search(value) for value in option_values(command, *_OPTIONS)):
                yield command.fail(message="packages are fetched without TLS")
        for place, value in settings(stage, "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
            if matches(_PLAIN, value):
                yield place.fail(message="packages are fetched without TLS")
