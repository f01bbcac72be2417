"""A pull request may change what runs on your own machine, which is not thrown away afterwards.

In a public repository that is anyone's pull request: it leaves a back door for the next job, or
looks around in your network. Runners of GitHub's start from nothing each time. In a private
repository only members can open one.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import is_triggered, jobs

_OUTSIDE = ("pull_request", "pull_request_target", "issue_comment", "issues", "fork")


@rule(
    on="github_workflow",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Use runners of GitHub's for pull requests, or ones that live for a single job.",
    related_ids=("self-hosted-runner",),
    cwe=668,
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners",
    ),
    bad=(
        """
on: [push, pull_request]
jobs:
  build:
    runs-on: [self-hosted, linux]  # here
    steps: [{run: make}]
""",
        """
on: pull_request
jobs:
  build:
    runs-on: self-hosted  # here
    steps: [{run: make}]
""",
        """
on: issue_comment
jobs:
  build:
    runs-on:  # here
      group: big
      labels: [self-hosted]
    steps: [{run: make}]
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: self-hosted
    steps: [{run: make}]
""",
        """
on: pull_request
jobs:
  build:
    runs-on: [ubuntu-24.04]
    steps: [{run: make}]
""",
    ),
)
def check(workflow):
    if not is_triggered(workflow, *_OUTSIDE):
        return
    for job in jobs(workflow):
        labels = []
        for label in job.each("runs-on"):
            labels += [label.value, *(one.value for one in label.each("labels"))]
        if "self-hosted" in labels:
            yield job.fail("runs-on", "outsiders start jobs on a machine of yours")
