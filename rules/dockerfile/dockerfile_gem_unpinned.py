"""gem install takes the newest release of the day, so two builds of one commit differ.

Whoever can publish one runs code in your build, since gems may build extensions. A version stands
after the name and a colon, or in -v.
"""

import re

from scanner import LOW, rule
from scanner.shapes import commands, has_option, packages, stages

_VERSION = re.compile(r":[0-9$~>=]|^\$")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write gem:version, or add -v version.",
    aliases=("DL3028",),
    cwe=1357,
    references=("https://guides.rubygems.org/command-reference/#gem-install",),
    bad=(
        """
FROM ruby:3.4
# here
RUN gem install bundler:2.7.2 rake
""",
    ),
    good=(
        """
FROM ruby:3.4
RUN gem install bundler:2.7.2 && gem install -v 13.3.0 rake
""",
        """
FROM ruby:3.4
RUN gem update --system
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "gem"):
            if has_option(command, "-v", "--version"):
                continue
            if not all(_VERSION.search(name) for name in packages(command) or ()):
                yield command.fail(message="a gem is installed in no set version")
