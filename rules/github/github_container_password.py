"""A registry's password that is written into the workflow is known to all who can read it.

It stays in the history of the repository as well. A secret is masked in logs and can be replaced
without a commit.
"""

from scanner import HIGH, rule
from scanner.shapes import is_literal, jobs


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Use a secret: password: ${{ secrets.NAME }}, and replace the password.",
    aliases=("hardcoded-container-credentials",),
    cwe=798,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainercredentials",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container:
      image: acme/ci:1.2
      credentials:
        username: bot
        password: hunter2  # here
    services:
      db:
        image: acme/db:1.2
        credentials:
          username: bot
          password: hunter2  # here
    steps:
      - run: make
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container:
      image: acme/ci:1.2
      credentials:
        username: bot
        password: ${{ secrets.REGISTRY }}
    steps:
      - run: make
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    container: acme/ci:1.2
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        for place in (job.sub("container"), *job.entries("services")):
            if is_literal(place.get("credentials.password")):
                yield place.fail("credentials.password", "a password is written into the workflow")
