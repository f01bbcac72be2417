"""Everything started in this subnet gets a public address without asking for one.

One instance started in the wrong subnet is then on the internet. Load balancers and NAT gateways
need no such setting; give the few others an address where they are defined.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_subnet",
    severity=MEDIUM,
    fix="Remove map_public_ip_on_launch or set it to false.",
    aliases=("CKV_AWS_130", "AVD-AWS-0164"),
    cwe=668,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",),
    bad=('resource "aws_subnet" "public" { map_public_ip_on_launch = true }  # here',),
    good=(
        'resource "aws_subnet" "public" { vpc_id = "vpc-1" }',
        'resource "aws_subnet" "public" { map_public_ip_on_launch = false }',
    ),
)
def check(subnet):
    if subnet.get("map_public_ip_on_launch", default=False):
        yield subnet.fail("map_public_ip_on_launch", "instances get public addresses")
