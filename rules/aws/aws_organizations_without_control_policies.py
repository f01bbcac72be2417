"""Nothing limits what an administrator of a member account may do.

Service control policies are the only guard that holds against an account's own administrators. The
organization has to enable their type before one can be attached.
"""

from scanner import LOW, rule


@rule(
    on="aws_organizations_organization",
    severity=LOW,
    fix='Add "SERVICE_CONTROL_POLICY" to enabled_policy_types.',
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    ),
    bad=(
        'resource "aws_organizations_organization" "all" {}  # here',
        """
resource "aws_organizations_organization" "all" {  # here
  enabled_policy_types = ["TAG_POLICY"]
}
""",
    ),
    good=(
        """
resource "aws_organizations_organization" "all" {
  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]
}
""",
        """
resource "aws_organizations_organization" "all" {
  enabled_policy_types = ["TAG_POLICY", "SERVICE_CONTROL_POLICY"]
}
""",
    ),
)
def check(organization):
    types = organization.each("enabled_policy_types")
    if not any(one.value == "SERVICE_CONTROL_POLICY" for one in types):
        yield organization.fail(message="service control policies are not enabled")
