"""The whole internet can try passwords and exploits on a port that administers the machine.

SSH, Telnet, RDP, VNC, WinRM, SMB and the APIs of Docker and Kubernetes give control over what
listens there, and are searched for all day. Use Session Manager, a VPN or a bastion; an opening of
every port is found by another rule.
"""

from scanner import CRITICAL, rule
from scanner.shapes import ingress


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"),
    severity=CRITICAL,
    fix="Remove the rule and use Session Manager, or allow the office's or VPN's networks only.",
    related_ids=("CKV_AWS_24", "CKV_AWS_25", "AVD-AWS-0107"),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    ),
    bad=(
        """
resource "aws_security_group" "ssh" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]  # here
  }
}
""",
        # Half of the internet, and the other half may be in the next rule.
        """
resource "aws_security_group" "ssh" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["128.0.0.0/1"]  # here
  }
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "rdp" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 3000
  to_port           = 4000
  cidr_ipv6         = "::/0"  # here
}
""",
    ),
    good=(
        """
resource "aws_security_group" "ssh" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
""",
        """
resource "aws_security_group_rule" "out" {
  type              = "egress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = "sg-1"
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "from_group" {
  security_group_id            = "sg-1"
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
  referenced_security_group_id = "sg-2"
}
""",
    ),
)
def check(group):
    for opening in ingress(group):
        for network in opening.worlds():
            if opening.kind() == "administration":
                yield network.fail(message=f"the internet reaches {opening.describe()}")
