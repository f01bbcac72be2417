"""The default VPC is open by design: every subnet is public and gives out public addresses.

AWS makes one in each region for a first try. What runs in it is one security group away from the
internet, and shares its network with whatever else was tried. Make a VPC with private subnets.
"""

from scanner import LOW, rule


@rule(
    on=("aws_default_vpc", "aws_default_subnet"),
    severity=LOW,
    fix="Use a VPC of your own with private subnets.",
    aliases=("CKV_AWS_148", "AVD-AWS-0101"),
    cwe=668,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",),
    bad=(
        'resource "aws_default_vpc" "default" {}  # here',
        'resource "aws_default_subnet" "a" { availability_zone = "eu-central-1a" }  # here',
    ),
    good=(
        'resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }',
        'resource "aws_default_security_group" "default" { vpc_id = "vpc-1" }',
    ),
)
def check(network):
    yield network.fail(message="the default VPC is used")
