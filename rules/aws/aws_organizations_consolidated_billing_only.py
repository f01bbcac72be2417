"""An organization for billing alone cannot restrict what its accounts do.

Service control policies, organization trails and delegated security services need all features,
which the provider takes unless told otherwise.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_organizations_organization",
    severity=MEDIUM,
    fix='Set feature_set = "ALL", or leave it out.',
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html",
    ),
    bad=(
        """
resource "aws_organizations_organization" "all" {
  feature_set = "CONSOLIDATED_BILLING"  # here
}
""",
    ),
    good=(
        'resource "aws_organizations_organization" "all" { feature_set = "ALL" }',
        'resource "aws_organizations_organization" "all" {}',
    ),
)
def check(organization):
    if organization.get("feature_set", default="ALL") == "CONSOLIDATED_BILLING":
        yield organization.fail("feature_set", "accounts cannot be restricted")
