"""Installing without an update in the same RUN takes packages from an index of unknown age.

The index comes from a cached layer or from the base image; its packages may have known flaws or
be gone from the mirrors. A local file needs no index, and a cache mount brings its own. Where a RUN
before it does nothing but update the index, a rule of its own says so.
"""

from scanner import LOW, rule
from scanner.shapes import commands, instructions, mounts, operands, packages, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Run apt-get update before it in the same RUN.",
    cwe=1104,
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get install -y curl
""",
        """
FROM debian:12
RUN apt-get update && apt-get install -y curl && rm -r /var/lib/apt/lists
# here
RUN apt-get install -y git
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get -q update; apt-get install -y curl
""",
        """
FROM debian:12
RUN apt-get install -y ./tool.deb && apt-get clean
""",
        """
FROM debian:12
RUN --mount=type=cache,target=/var/lib/apt apt-get install -y curl
""",
        # The rule on an update alone tells this.
        """
FROM debian:12
RUN apt-get update
RUN apt-get install -y curl
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        updated_alone = False
        for run in instructions(stage, "RUN"):
            found = list(commands(run, "apt-get", "apt"))
            if mounts(run, "cache"):
                continue
            if ["update"] in [operands(one)[:1] for one in found]:
                updated_alone = not any(packages(one) for one in found)
                continue
            if updated_alone:
                continue
            for command in found:
                if packages(command):
                    yield command.fail(message="the package index is not updated before")
