"""All traffic for the internet, and for every other network, goes to another VPC.

A default route to a peering connection hands the traffic to somebody else's network, where it is
dropped or read: peering does not pass it on to the internet. Route the networks of the other VPC.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORLD


@rule(
    on=("aws_route", "aws_route_table", "aws_default_route_table"),
    severity=MEDIUM,
    fix="Route the address ranges of the other VPC only.",
    aliases=("CKV2_AWS_44",),
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
        "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
    ),
    bad=(
        """
resource "aws_route" "all" {
  route_table_id            = "rtb-1"
  destination_cidr_block    = "0.0.0.0/0"  # here
  vpc_peering_connection_id = aws_vpc_peering_connection.other.id
}

resource "aws_vpc_peering_connection" "other" {
  vpc_id      = "vpc-1"
  peer_vpc_id = "vpc-2"
}
""",
        """
resource "aws_route_table" "main" {
  vpc_id = "vpc-1"
  route {
    ipv6_cidr_block           = "::/0"  # here
    vpc_peering_connection_id = "pcx-1"
  }
}
""",
    ),
    good=(
        """
resource "aws_route" "other" {
  route_table_id            = "rtb-1"
  destination_cidr_block    = "10.2.0.0/16"
  vpc_peering_connection_id = "pcx-1"
}
""",
        """
resource "aws_route_table" "main" {
  vpc_id = "vpc-1"
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = "nat-1"
  }
  route {
    cidr_block                = "10.2.0.0/16"
    vpc_peering_connection_id = "pcx-1"
  }
}
""",
    ),
)
def check(table):
    routes, names = [table], ("destination_cidr_block", "destination_ipv6_cidr_block")
    if table.type != "aws_route":
        routes, names = table.each("route"), ("cidr_block", "ipv6_cidr_block")
    for route in routes:
        if not route.get("vpc_peering_connection_id", default=""):
            continue
        for name in names:
            if route.get(name, default="") in WORLD:
                yield route.fail(name, "everything is routed to a peering connection")
