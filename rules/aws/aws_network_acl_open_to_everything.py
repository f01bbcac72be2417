"""The subnet's own filter filters nothing: every port is open to the whole internet.

That is how AWS makes a VPC's default network ACL, and security groups then stand alone. Where the
ACL is meant as a second line, allow what the subnet serves.
"""

from scanner import LOW, rule
from scanner.shapes import ingress


@rule(
    on=("aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"),
    severity=LOW,
    fix="Allow the ports that the subnet serves, and the ephemeral ports for answers.",
    related_ids=("CKV_AWS_352", "AVD-AWS-0102"),
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",),
    bad=(
        """
resource "aws_default_network_acl" "default" {
  default_network_acl_id = "acl-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_network_acl" "main" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "10.0.0.0/16"
  }
  ingress {
    rule_no    = 110
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "0.0.0.0/0"
  }
}
""",
        """
resource "aws_network_acl_rule" "out" {
  network_acl_id = "acl-1"
  rule_number    = 100
  egress         = true
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}
""",
    ),
)
def check(acl):
    for opening in ingress(acl):
        for network in opening.worlds():
            if opening.is_every_port():
                yield network.fail(message="the internet reaches every port")
