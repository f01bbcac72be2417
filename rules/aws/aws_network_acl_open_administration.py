"""The subnet's own filter lets the whole internet in on a port that administers machines.

A network ACL is the second line behind security groups: it should hold where one of those is opened
by mistake. Ephemeral ports (1024 to 65535) are left alone, as an ACL must let answers in by itself;
rules that allow every port are found by another rule.
"""

from scanner import MEDIUM, rule
from scanner.shapes import ingress


@rule(
    on=("aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"),
    severity=MEDIUM,
    fix="Allow the networks that administer, not 0.0.0.0/0 or ::/0.",
    related_ids=("CKV_AWS_231", "CKV_AWS_232", "AVD-AWS-0105"),
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",),
    bad=(
        """
resource "aws_network_acl" "main" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"  # here
  }
}
""",
        """
resource "aws_network_acl_rule" "rdp" {
  network_acl_id  = "acl-1"
  rule_number     = 100
  rule_action     = "allow"
  protocol        = "6"
  from_port       = 3389
  to_port         = 3389
  ipv6_cidr_block = "::/0"  # here
}
""",
        """
resource "aws_network_acl_rule" "wide" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 20
  to_port        = 65535
  cidr_block     = "0.0.0.0/0"  # here
}
""",
    ),
    good=(
        """
resource "aws_network_acl" "main" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 90
    action     = "deny"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
}
""",
        """
resource "aws_network_acl_rule" "answers" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  cidr_block     = "0.0.0.0/0"
}
""",
        """
resource "aws_network_acl_rule" "out" {
  network_acl_id = "acl-1"
  rule_number    = 100
  egress         = true
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
""",
    ),
)
def check(acl):
    for opening in ingress(acl):
        for network in opening.worlds():
            if opening.kind() != "administration":
                continue
            if opening.covers(22) or not opening.covers(65535):
                yield network.fail(message=f"the internet reaches {opening.describe()}")
