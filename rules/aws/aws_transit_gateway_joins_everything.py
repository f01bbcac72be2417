"""Every network attached to the gateway reaches every other: development reaches production.

By default a new attachment is put into the one default route table and announces itself there.
Route tables of one's own per environment keep them apart; for a few networks of one purpose the
default is fine.
"""

from scanner import LOW, rule

_SETTINGS = ("default_route_table_association", "default_route_table_propagation")


@rule(
    on="aws_ec2_transit_gateway",
    severity=LOW,
    fix="Disable the default association and propagation, and use route tables per environment.",
    cwe=653,
    references=("https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html",),
    bad=(
        'resource "aws_ec2_transit_gateway" "hub" {}  # here',
        """
resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "disable"
  default_route_table_propagation = "enable"  # here
}
""",
    ),
    good=(
        """
resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}
""",
        """
locals {
  shared_routes = "disable"
}

resource "aws_ec2_transit_gateway" "hub" {
  dns_support                     = "enable"
  default_route_table_association = local.shared_routes
  default_route_table_propagation = local.shared_routes
}
""",
    ),
)
def check(gateway):
    for name in _SETTINGS:
        if gateway.get(name, default="enable") == "enable":
            yield gateway.fail(name, "attachments share one route table")
