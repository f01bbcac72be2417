"""There is no firewall: the whole internet reaches every port, also those opened by accident.

Whatever starts to listen on the machine, a debugger, a database, an agent, is public at once.
"""

from scanner import CRITICAL, rule
from scanner.shapes import ingress


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"),
    severity=CRITICAL,
    fix="Open the ports that are needed, to the networks that need them.",
    related_ids=("CKV_AWS_277", "AVD-AWS-0107"),
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",),
    bad=(
        """
resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"  # here
}
""",
        """
resource "aws_security_group" "all" {
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_security_group" "inside" {
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
  ingress {
    from_port   = 1024
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "ping" {
  security_group_id = "sg-1"
  ip_protocol       = "icmp"
  from_port         = -1
  to_port           = -1
  cidr_ipv4         = "0.0.0.0/0"
}
""",
    ),
)
def check(group):
    for opening in ingress(group):
        for network in opening.worlds():
            if opening.kind() == "everything":
                yield network.fail(message="the internet reaches every port")
