"""Anybody who can open a pull request in the repository gets the identity's rights in Azure.

Workflows of pull requests log in as the subject repo:OWNER/NAME:pull_request. An environment with
reviewers, or a protected branch, is what may deploy.
"""

from scanner import HIGH, rule
from scanner.shapes import text_ends


@rule(
    on="azurerm_federated_identity_credential",
    severity=HIGH,
    fix="Name an environment or a branch in subject.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust",
    ),
    bad=(
        """
resource "azurerm_federated_identity_credential" "c" {
  issuer  = "https://token.actions.githubusercontent.com"
  subject = "repo:example/shop:pull_request"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_federated_identity_credential" "c" {
  issuer  = "https://token.actions.githubusercontent.com"
  subject = "repo:example/shop:environment:production"
}
""",
        """
resource "azurerm_federated_identity_credential" "c" {
  issuer  = "https://token.actions.githubusercontent.com"
  subject = "repo:example/pull_request:ref:refs/heads/main"
}
""",
    ),
)
def check(credential):
    if text_ends(credential.get("subject", default=""), ":pull_request"):
        yield credential.fail("subject", "every pull request gets the identity")
