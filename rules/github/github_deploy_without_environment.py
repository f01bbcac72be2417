"""Without an environment, whoever can push a branch or change the workflow can deploy.

An environment asks for a reviewer, limits the branches, keeps the secrets of production to itself
and records what was deployed when. Jobs are judged that run a command or an action known for
deploying.
"""

from scanner import MEDIUM, rule
from scanner.shapes import deploys, jobs


@rule(
    on="github_workflow",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Set environment: production, and protect it with reviewers and branches.",
    related_ids=("secrets-outside-env",),
    cwe=284,
    references=(
        "https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments",
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
  deploy:  # here
    runs-on: ubuntu-24.04
    steps:
      - uses: azure/webapps-deploy@11bd71901bbe5b1630ceea73d27597364c9af683
""",
    ),
    good=(
        """
on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - run: kubectl apply -f k8s/
""",
        """
on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    environment: {name: production, url: 'https://example.com'}
    steps:
      - run: helm upgrade app ./chart
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: kubectl diff -f k8s/
      - run: terraform plan
""",
    ),
)
def check(workflow):
    for job in jobs(workflow):
        if deploys(job) and not job.is_set("environment"):
            yield job.fail(message="deploys without an environment")
