"""A deployment that waits for no scan brings known flaws of code and images into production.

The job itself, one that it needs, or the workflow that starts this one should look for them.
Where another workflow scans, and the branch's protection requires it, this cannot be seen here.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import deploys, is_triggered, jobs, needed, runs_scans


@rule(
    on="github_workflow",
    severity=LOW,
    confidence=MEDIUM,
    fix="Let the job need one that scans the code and the image.",
    cwe=1053,
    references=(
        "https://docs.github.com/en/code-security/concepts/code-scanning/about-code-scanning",
    ),
    bad=(
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  deploy:  # here
    runs-on: ubuntu-24.04
    needs: test
    steps:
      - run: kubectl apply -f k8s/
""",
    ),
    good=(
        """
on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - uses: aquasecurity/trivy-action@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  codeql:
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  deploy:
    runs-on: ubuntu-24.04
    needs: [codeql]
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: {workflow_run: {workflows: [CI]}}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
""",
    ),
)
def check(workflow):
    if is_triggered(workflow, "workflow_run", "workflow_call"):
        return
    for job in jobs(workflow):
        if deploys(job) and not any(runs_scans(one) for one in (job, *needed(workflow, job))):
            yield job.fail(message="nothing is scanned before this deploys")
