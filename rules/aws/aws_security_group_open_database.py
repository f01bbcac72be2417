"""The whole internet can connect to a database, cache or search index.

Redis, MongoDB, Elasticsearch and Memcached often ask for no password, and the others are one weak
password from being copied or held to ransom. Only the application's security group needs in.
"""

from scanner import CRITICAL, rule
from scanner.shapes import ingress


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"),
    severity=CRITICAL,
    fix="Allow the application's security group instead of 0.0.0.0/0 or ::/0.",
    related_ids=("AVD-AWS-0107",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    ),
    bad=(
        """
resource "aws_security_group_rule" "database" {
  type              = "ingress"
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  ipv6_cidr_blocks  = ["::/0"]  # here
  security_group_id = "sg-1"
}
""",
        """
resource "aws_security_group" "cache" {
  ingress {
    from_port   = 6000
    to_port     = 6400
    protocol    = "6"
    cidr_blocks = ["0.0.0.0/0"]  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_security_group" "database" {
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = ["sg-2"]
  }
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "games" {
  security_group_id = "sg-1"
  ip_protocol       = "udp"
  from_port         = 27017
  to_port           = 27017
  cidr_ipv4         = "0.0.0.0/0"
}
""",
    ),
)
def check(group):
    for opening in ingress(group):
        for network in opening.worlds():
            if opening.kind() == "databases":
                yield network.fail(message=f"the internet reaches {opening.describe()}")
