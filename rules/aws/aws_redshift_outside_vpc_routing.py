"""COPY and UNLOAD move the warehouse's data over the internet side of AWS, past your network.

With enhanced VPC routing they go through your VPC, where endpoints, security groups and flow logs
see and limit them. It needs an endpoint or a NAT gateway, so good teams differ.
"""

from scanner import LOW, rule


@rule(
    on=("aws_redshift_cluster", "aws_redshiftserverless_workgroup"),
    severity=LOW,
    fix="Set enhanced_vpc_routing = true.",
    aliases=("CKV_AWS_321",),
    cwe=923,
    references=("https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html",),
    bad=(
        'resource "aws_redshift_cluster" "dwh" { cluster_identifier = "dwh" }  # here',
        'resource "aws_redshiftserverless_workgroup" "w" { enhanced_vpc_routing = false }  # here',
    ),
    good=(
        'resource "aws_redshift_cluster" "dwh" { enhanced_vpc_routing = true }',
        """
variable "routing" { default = "true" }

resource "aws_redshiftserverless_workgroup" "dwh" { enhanced_vpc_routing = var.routing }
""",
    ),
)
def check(warehouse):
    if not warehouse.get("enhanced_vpc_routing", default=False):
        yield warehouse.fail("enhanced_vpc_routing", "data moves outside of the VPC")
