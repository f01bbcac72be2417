"""The other accounts of the organization are not in this trail.

Code that manages an organization can record all of its accounts with one trail, which members
cannot stop. Where the organization is managed elsewhere, nothing is said.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudtrail",
    severity=LOW,
    fix="Set is_organization_trail = true.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html",
    ),
    bad=(
        """
resource "aws_organizations_organization" "all" {}

resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here
""",
    ),
    good=(
        """
resource "aws_organizations_organization" "all" {}

resource "aws_cloudtrail" "all" { is_organization_trail = true }
""",
        'resource "aws_cloudtrail" "account" { is_organization_trail = false }',
    ),
)
def check(trail):
    if trail.get("is_organization_trail", default=False):
        return
    if trail.beside("aws_organizations_organization"):
        yield trail.fail("is_organization_trail", "the organization's accounts are not recorded")
