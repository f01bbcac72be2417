"""A network as wide as half the internet is no protection, and hides from searches for 0.0.0.0/0.

0.0.0.0/1 with 128.0.0.0/1, or 2000::/3, say the same as everyone in other words. Private networks
are at most a /8, so that anything wider than that holds strangers.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import ingress, matches

_WIDE = re.compile(r"\A(?:[0-9.]{7,15}/[1-7]|2000::/3)\Z")


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"),
    severity=HIGH,
    fix="Allow the networks that need it.",
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",),
    bad=(
        """
resource "aws_security_group" "all" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["128.0.0.0/1"]  # here
  }
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_ipv6         = "2000::/3"  # here
}
""",
    ),
    good=(
        """
resource "aws_security_group" "inside" {
  ingress {
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["fc00::/7"]
  }
}
""",
        """
resource "aws_security_group_rule" "web" {
  type              = "ingress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = "sg-1"
}
""",
    ),
)
def check(group):
    for opening in ingress(group):
        for network in opening.networks():
            if matches(_WIDE, network.value):
                yield network.fail(message=f"much of the internet reaches {opening.describe()}")
