"""A clone of the default branch is whatever was pushed last, so no two builds are the same.

Whoever can push there changes your image. A tag says what is wanted, and a commit that is checked
out in the same RUN cannot be moved.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, instructions, operands, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --branch TAG, or check out a commit.",
    cwe=1357,
    references=("https://git-scm.com/docs/git-clone",),
    bad=(
        """
FROM debian:12
# here
RUN git clone --depth 1 https://github.com/acme/tool.git && make -C tool
""",
    ),
    good=(
        """
FROM debian:12
RUN git clone -b v1.2.0 https://github.com/acme/tool.git
""",
        """
FROM debian:12
RUN git clone https://github.com/acme/tool.git && git -C tool checkout 4f1c2d3
""",
        """
FROM debian:12
RUN git init && git pull
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for run in instructions(stage, "RUN"):
            verbs = [operands(command, "-C", "-c")[:1] for command in commands(run, "git")]
            if any(verb in (["checkout"], ["reset"], ["switch"]) for verb in verbs):
                continue
            for command in commands(run, "git"):
                if operands(command, "-C", "-c")[:1] != ["clone"]:
                    continue
                if not has_option(command, "-b", "--branch", "--revision"):
                    yield command.fail(message="whatever was pushed last is cloned")
