"""A deployment that waits for no test brings every mistake to the users at once.

The job itself, one that it needs, or the workflow that starts this one should test. Where tests
run in another workflow that the branch's protection requires, this cannot be seen here.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import deploys, is_triggered, jobs, needed, runs_tests


@rule(
    on="github_workflow",
    severity=LOW,
    confidence=MEDIUM,
    fix="Let the job need one that runs the tests.",
    cwe=1053,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds",
    ),
    bad=(
        """
on: push
jobs:
  deploy:  # here
    runs-on: ubuntu-24.04
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  build:
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  deploy:  # here
    runs-on: ubuntu-24.04
    needs: [build]
    environment: x
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
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{run: pytest}]
  build:
    needs: [test]
    runs-on: ubuntu-24.04
    steps: [{run: make}]
  deploy:
    runs-on: ubuntu-24.04
    needs: [build]
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - run: npm test
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
        """
on: push
jobs:
  ci:
    uses: ./.github/workflows/ci.yml
  deploy:
    runs-on: ubuntu-24.04
    needs: [ci]
    steps:
      - run: kubectl apply -f k8s/
""",
    ),
)
def check(workflow):
    if is_triggered(workflow, "workflow_run", "workflow_call"):
        return
    for job in jobs(workflow):
        if deploys(job) and not any(runs_tests(one) for one in (job, *needed(workflow, job))):
            yield job.fail(message="nothing is tested before this deploys")
