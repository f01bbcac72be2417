"""pip keeps every wheel it downloads in its cache, which stays in the layer for nothing.

The image grows by the size of all dependencies. The option, the variable PIP_NO_CACHE_DIR and a
cache mount each keep it out.
"""

from scanner import LOW, rule
from scanner.shapes import commands, has_option, instructions, mounts, operands, shipped_stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add --no-cache-dir.",
    aliases=("DL3042",),
    cwe=459,
    references=("https://pip.pypa.io/en/stable/topics/caching/",),
    bad=(
        """
FROM python:3.13
# here
RUN pip install -r requirements.txt
""",
        """
FROM python:3.13
# here
RUN python3 -m pip install uv==0.9.2
""",
    ),
    good=(
        """
FROM python:3.13
RUN pip3 install --no-cache-dir -r requirements.txt && pip check
""",
        """
FROM python:3.13
ENV PIP_NO_CACHE_DIR=1
RUN pip install -r requirements.txt
""",
        """
FROM python:3.13
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
""",
        """
FROM python:3.13
RUN PIP_NO_CACHE_DIR=1 pip install uv==0.9.2
""",
        """
FROM python:3.13 AS build
RUN pip install build
FROM python:3.13
""",
    ),
)
def check(dockerfile):
    for stage in shipped_stages(dockerfile):
        if stage.is_set("env.PIP_NO_CACHE_DIR"):
            continue
        for run in instructions(stage, "RUN"):
            if mounts(run, "cache"):
                continue
            for command in commands(run, "pip"):
                if operands(command)[:1] != ["install"] or has_option(command, "--no-cache-dir"):
                    continue
                if not command.is_set("env.PIP_NO_CACHE_DIR"):
                    yield command.fail(message="pip's cache stays in the layer")
