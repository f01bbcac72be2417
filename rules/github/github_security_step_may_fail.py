"""A scan whose failure is ignored finds what it finds, and everything goes on as before.

continue-on-error makes the job green, so nobody looks. Let it fail on what matters by its
severity, and list exceptions with a reason.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import argv, jobs, matches, run_commands, steps

_SCAN = re.compile(
    r"codeql-action/analyze|trivy|grype|anchore/scan|snyk|semgrep|checkov|kics|gitleaks|trufflehog"
    r"|dependency-review|zizmor|trueup|gosec|bandit",
    re.IGNORECASE,
)


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Remove continue-on-error.",
    cwe=754,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepscontinue-on-error",
    ),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: aquasecurity/trivy-action@11bd71901bbe5b1630ceea73d27597364c9af683
        continue-on-error: true  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    continue-on-error: true  # here
    steps:
      - run: semgrep ci
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: aquasecurity/trivy-action@11bd71901bbe5b1630ceea73d27597364c9af683
        continue-on-error: false
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make docs
        continue-on-error: true
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: npx snyk test
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        for step in steps(job):
            scan = any(_SCAN.search(" ".join(argv(command)[:3])) for command in run_commands(step))
            if not scan and not matches(_SCAN, step.get("uses")):
                continue
            for place in (job, step):
                if place.get("continue-on-error", default=False) in (True, "true"):
                    yield place.fail("continue-on-error", "the scan's findings stop nothing")
