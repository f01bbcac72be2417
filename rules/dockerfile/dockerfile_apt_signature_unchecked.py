"""Without signatures, whoever is between the build and the mirror chooses what root installs.

Debian's packages are protected by nothing else, since mirrors speak plain http. Trust the
repository's own key instead.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, option_values, stages

_OFF = (
    "APT::Get::AllowUnauthenticated=true",
    "APT::Get::AllowUnauthenticated=1",
    "Acquire::AllowInsecureRepositories=true",
    "Acquire::AllowInsecureRepositories=1",
)


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and add the repository's key with signed-by.",
    aliases=("CKV2_DOCKER_8",),
    cwe=347,
    references=("https://manpages.debian.org/bookworm/apt/apt-secure.8.en.html",),
    bad=(
        """
FROM debian:12
# here
RUN apt-get update && apt-get install -y --allow-unauthenticated tool
""",
        """
FROM debian:12
# here
RUN apt-get -o Acquire::AllowInsecureRepositories=true update
""",
    ),
    good=(
        """
FROM debian:12
RUN apt-get update && apt-get install -y tool
""",
        """
FROM debian:12
RUN apt-get -o Acquire::Retries=3 update && apt-get install -y debsig-verify
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "apt-get", "apt", "aptitude"):
            switched = any(value in _OFF for value in option_values(command, "-o", "--option"))
            if switched or has_option(
                command, "--allow-unauthenticated", "--allow-insecure-repositories"
            ):
                yield command.fail(message="packages without a valid signature are installed")
