"""Code from any fork runs with your secrets and a token that can write.

pull_request_target runs in the context of the base repository. Checking out the head of the pull
request there, and building it, hands the repository to whoever opens one. Checking out the base
(the default) is safe.
"""

from scanner import CRITICAL, rule


@rule(
    on="github_workflow",
    severity=CRITICAL,
    fix="Use pull_request, or do not check out the pull request's head.",
    related_ids=("dangerous-triggers",),
    cwe=829,
    references=(
        "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    ),
    bad=(
        """
on:
  pull_request_target:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: ${{ github.event.pull_request.head.sha }}  # here
""",
        """
on: [push, pull_request_target]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: ${{ github.head_ref }}  # here
""",
    ),
    good=(
        """
on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
""",
        """
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          ref: ${{ github.event.pull_request.head.sha }}
""",
    ),
)
def check(workflow):
    if not _is_triggered(workflow):
        return
    for job in workflow.entries("jobs"):
        for step in job.each("steps"):
            if not step.get("uses", default="").startswith("actions/checkout@"):
                continue
            for name in ("ref", "repository"):
                value = step.get(("with", name), default="")
                if "github.event.pull_request.head" in value or "github.head_ref" in value:
                    yield step.fail(("with", name), "the pull request's own code is checked out")


def _is_triggered(workflow):
    # One name, a list of names, or a mapping from names to their filters.
    names = [event.value for event in workflow.each("on")]
    names += [event.key for event in workflow.entries("on")]
    return any(name == "pull_request_target" for name in names)
