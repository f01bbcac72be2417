"""A runner's image that GitHub has retired starts no job any more, or gets no security updates.

The workflow waits for ever or fails, and with it the scan or the release that it was for. The
list of images can be changed by the parameter.
"""

from scanner import MEDIUM, rule
from scanner.shapes import jobs


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Use a current image, such as ubuntu-24.04.",
    cwe=1104,
    references=("https://github.com/actions/runner-images",),
    parameters={
        "retired": [
            "ubuntu-16.04",
            "ubuntu-18.04",
            "ubuntu-20.04",
            "windows-2016",
            "windows-2019",
            "macos-10.15",
            "macos-11",
            "macos-12",
            "macos-13",
        ]
    },
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-20.04  # here
    steps: [{run: make}]
""",
        """
on: push
jobs:
  build:
    runs-on: [macos-12]  # here
    steps: [{run: make}]
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps: [{run: make}]
""",
        """
on: push
jobs:
  build:
    runs-on: ${{ matrix.os }}
    steps: [{run: make}]
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        for label in job.each("runs-on"):
            if label.value in job.parameters["retired"]:
                yield job.fail("runs-on", f"the image {label.value} is retired")
