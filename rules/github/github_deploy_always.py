"""With always() a job deploys also when the tests that it waits for have failed.

needs alone stops it; the condition takes that away again. A condition that asks for the results
of what it needs may use always(), as may steps that only clean up or report.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import deploys, jobs, matches

_ALWAYS = re.compile(r"^(?!.*(?:result|success\(\))).*(?:always|failure)\(\)")


@rule(
    on="github_workflow",
    severity=HIGH,
    fix="Remove always(), or ask for needs.NAME.result == 'success'.",
    cwe=696,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions",
    ),
    bad=(
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  deploy:
    runs-on: ubuntu-24.04
    needs: test
    if: always()  # here
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  deploy:
    runs-on: ubuntu-24.04
    needs: test
    if: ${{ always() && github.ref == 'refs/heads/main' }}  # here
    steps:
      - run: kubectl apply -f k8s/
""",
    ),
    good=(
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  deploy:
    runs-on: ubuntu-24.04
    needs: test
    if: always() && needs.test.result == 'success'
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    if: always()
    steps:
      - run: ./report
""",
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  deploy:
    runs-on: ubuntu-24.04
    needs: test
    if: github.ref == 'refs/heads/main'
    steps:
      - run: kubectl apply -f k8s/
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        if matches(_ALWAYS, job.get("if")) and deploys(job):
            yield job.fail("if", "deploys also when what it needs has failed")
