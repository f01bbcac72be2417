"""Everyone whom this identity provider knows can get in, such as any repository on GitHub.

GitHub, GitLab and Terraform Cloud issue tokens to all their customers under one issuer. Only an
attribute condition tells your own repositories from those of a stranger. A provider of AWS names an
account, and an issuer of your own has only your identities.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_SHARED = re.compile(
    r"(?i)\Ahttps://(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io"
    r"|agent\.buildkite\.com|oidc\.circleci\.com|api\.bitbucket\.org|accounts\.google\.com)"
)


@rule(
    on="google_iam_workload_identity_pool_provider",
    severity=HIGH,
    fix="Set attribute_condition to the owner or repositories that may log in.",
    related_ids=("CKV_GCP_118", "CKV_GCP_125"),
    cwe=284,
    references=(
        "https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines",
    ),
    bad=(
        """
resource "google_iam_workload_identity_pool_provider" "github" {  # here
  workload_identity_pool_id          = "ci"
  workload_identity_pool_provider_id = "github"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
""",
        """
resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_id          = "ci"
  workload_identity_pool_provider_id = "github"
  attribute_condition                = ""  # here
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
""",
    ),
    good=(
        """
resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_id          = "ci"
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository_owner_id == '1234'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
""",
        """
resource "google_iam_workload_identity_pool_provider" "own" {
  workload_identity_pool_id          = "ci"
  workload_identity_pool_provider_id = "own"
  oidc {
    issuer_uri = "https://gitlab.example.com"
  }
}
""",
        """
resource "google_iam_workload_identity_pool_provider" "aws" {
  workload_identity_pool_id          = "ci"
  workload_identity_pool_provider_id = "aws"
  aws {
    account_id = "123456789012"
  }
}
""",
        """
resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_id          = "ci"
  workload_identity_pool_provider_id = "github"
  disabled                           = true
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
""",
    ),
)
def check(provider):
    if provider.get("disabled", default=False):
        return
    if not matches(_SHARED, provider.get("oidc.issuer_uri", default="")):
        return
    if provider.get("attribute_condition", default="") == "":
        yield provider.fail("attribute_condition", "no condition tells whose tokens are accepted")
