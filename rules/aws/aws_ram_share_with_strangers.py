"""This share may be offered to any account, also outside of the organization.

A wrong account number then gives subnets, images or databases' snapshots to somebody else. Sharing
within the organization needs no invitations either.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ram_resource_share",
    severity=MEDIUM,
    fix="Leave out allow_external_principals, or set it to false.",
    cwe=668,
    references=("https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing.html",),
    bad=(
        """
resource "aws_ram_resource_share" "network" {
  allow_external_principals = true  # here
}
""",
    ),
    good=(
        'resource "aws_ram_resource_share" "network" { allow_external_principals = false }',
        'resource "aws_ram_resource_share" "network" { name = "network" }',
    ),
)
def check(share):
    if share.get("allow_external_principals", default=False):
        yield share.fail("allow_external_principals", "other organizations may be let in")
