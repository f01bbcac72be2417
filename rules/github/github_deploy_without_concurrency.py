"""Two deployments at once overtake each other, and the older one may win.

Pushes that follow each other start a run each; without a group both change the same target, and
what is live in the end is left to chance. Set for the workflow it holds for its jobs.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import deploys, jobs


@rule(
    on="github_workflow",
    severity=LOW,
    confidence=MEDIUM,
    fix="Set concurrency: {group: production, cancel-in-progress: false}.",
    related_ids=("concurrency-limits",),
    cwe=362,
    references=(
        "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency",
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
    ),
    good=(
        """
on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    concurrency: production
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
concurrency: {group: deploy}
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
    if workflow.is_set("concurrency"):
        return
    for job in jobs(workflow):
        if deploys(job) and not job.is_set("concurrency"):
            yield job.fail(message="two runs may deploy at once")
