"""A cloud key stored as a secret works for anyone who gets hold of it, until somebody notices.

GitHub can prove to AWS, Azure and Google which repository and branch a job belongs to, and they
give it credentials for that hour. The job needs id-token: write for it.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import interpolates, is_action, jobs, steps

_SECRET = re.compile(r"\bsecrets\s*[.\[]")
_KEYS = {
    "aws-actions/configure-aws-credentials": "aws-secret-access-key",
    "google-github-actions/auth": "credentials_json",
    "azure/login": "creds",
}
_VARIABLES = (
    "AWS_SECRET_ACCESS_KEY",
    "GOOGLE_CREDENTIALS",
    "AZURE_CREDENTIALS",
    "ARM_CLIENT_SECRET",
)


@rule(
    on="github_workflow",
    severity=MEDIUM,
    fix="Let the cloud trust GitHub's OIDC tokens, and assume a role with them.",
    cwe=798,
    references=("https://docs.github.com/en/actions/concepts/security/openid-connect",),
    bad=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          aws-access-key-id: ${{ secrets.AWS_ID }}
          aws-secret-access-key: ${{ secrets.AWS_KEY }}  # here
""",
        """
on: push
env:
  GOOGLE_CREDENTIALS: ${{ secrets.GCP }}  # here
jobs:
  build:
    runs-on: ubuntu-24.04
    env:
      AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_KEY }}  # here
    steps:
      - run: terraform plan
        env:
          ARM_CLIENT_SECRET: ${{ secrets.ARM }}  # here
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: google-github-actions/auth@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          credentials_json: ${{ secrets.GCP }}  # here
      - uses: Azure/login@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          creds: ${{ secrets.AZURE }}  # here
""",
    ),
    good=(
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@11bd71901bbe5b1630ceea73d27597364c9af683
        with:
          role-to-assume: arn:aws:iam::123456789012:role/deploy
          aws-secret-access-key: ${{ steps.role.outputs.key }}
      - uses: acme/login@v1
        with:
          creds: ${{ secrets.ACME }}
""",
        """
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: aws sts get-caller-identity
        env:
          AWS_SECRET_ACCESS_KEY: test
""",
    ),
)
def check(workflow):
    for step in steps(workflow):
        for action, name in _KEYS.items():
            if is_action(step, action) and interpolates(step.get(("with", name)), _SECRET):
                yield step.fail(("with", name), "a key that does not expire is used")
    for place in (workflow, *jobs(workflow), *steps(workflow)):
        for name in _VARIABLES:
            if interpolates(place.get(("env", name)), _SECRET):
                yield place.fail(("env", name), "a key that does not expire is used")
