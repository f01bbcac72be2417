"""Whatever breaks in can send the data anywhere, by any protocol.

A rule that lets everything out is the usual start; where data must not leave, allow HTTPS and DNS,
and the endpoints and groups that are needed. A group without egress rules in Terraform lets nothing
out.
"""

from scanner import LOW, rule
from scanner.shapes import egress


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"),
    severity=LOW,
    fix="Allow the ports and networks that are needed, such as 443.",
    related_ids=("CKV_AWS_382", "AVD-AWS-0104"),
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",),
    bad=(
        """
resource "aws_security_group" "app" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]  # here
  }
}
""",
        """
resource "aws_vpc_security_group_egress_rule" "app" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"  # here
}
""",
    ),
    good=(
        """
resource "aws_security_group" "app" {
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
""",
        """
resource "aws_security_group" "app" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
""",
    ),
)
def check(group):
    for opening in egress(group):
        for network in opening.worlds():
            if opening.is_every_port():
                yield network.fail(message="everything may leave for the internet")
