"""The whole internet can reach a port that is not for the public.

Scanners find an open port within minutes. Ports 80 and 443 are left alone here, as they are what
public services are for, and so is ICMP; a policy may name other public ports with the parameter
public_ports. What administers a machine, databases, consoles and openings of every port have rules
of their own.
"""

from scanner import HIGH, rule
from scanner.shapes import ingress


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"),
    severity=HIGH,
    fix="Allow the networks or security groups that need it, not 0.0.0.0/0 or ::/0.",
    related_ids=("CKV_AWS_260", "AVD-AWS-0107"),
    cwe=284,
    parameters={"public_ports": [80, 443]},
    references=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    ),
    bad=(
        """
resource "aws_security_group" "app" {
  ingress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]  # here
  }
}
""",
        """
resource "aws_security_group_rule" "syslog" {
  type              = "ingress"
  from_port         = 514
  to_port           = 514
  protocol          = "udp"
  ipv6_cidr_blocks  = ["::/0"]  # here
  security_group_id = "sg-1"
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "range" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 443
  cidr_ipv6         = "::/0"  # here
}
""",
    ),
    good=(
        """
resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
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
resource "aws_security_group_rule" "out" {
  type              = "egress"
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = "sg-1"
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "http" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}
""",
        # Each of these is one of the other rules'.
        """
resource "aws_security_group" "others" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
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
  from_port         = 8
  to_port           = 0
  cidr_ipv4         = "0.0.0.0/0"
}
""",
    ),
)  # fmt: skip
def check(group):
    public = group.parameters["public_ports"]
    for opening in ingress(group):
        if opening.is_ping() or opening.is_one_of(public):
            continue
        for network in opening.worlds():
            if opening.kind() == "other":
                yield network.fail(message=f"the internet reaches {opening.describe()}")
