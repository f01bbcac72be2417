"""Nobody dares to remove a rule of which nobody knows what it is for, so it stays open for ever.

A description says who needs the opening. Without one Terraform writes "Managed by Terraform" on
the group, and nothing on the rules.
"""

from scanner import LOW, rule

_GROUP = "aws_security_group"


@rule(
    on=(
        _GROUP,
        "aws_security_group_rule",
        "aws_vpc_security_group_ingress_rule",
        "aws_vpc_security_group_egress_rule",
    ),
    severity=LOW,
    fix="Say in description who needs it and what for.",
    related_ids=("CKV_AWS_23", "AVD-AWS-0099", "AVD-AWS-0124"),
    cwe=1059,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",),
    bad=(
        'resource "aws_security_group" "app" { name = "app" }  # here',
        """
resource "aws_security_group" "app" {
  description = "The application"
  # here
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    description = "To the database"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  # here
  egress {
    from_port   = 53
    to_port     = 53
    protocol    = "udp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
""",
        """
resource "aws_vpc_security_group_ingress_rule" "app" {  # here
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/8"
}
""",
    ),
    good=(
        """
resource "aws_security_group" "app" {
  description = "The application"
  ingress {
    description = "From the load balancer"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
""",
        """
resource "aws_security_group_rule" "app" {
  description       = "From the load balancer"
  type              = "ingress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8"]
  security_group_id = "sg-1"
}
""",
    ),
)
def check(group):
    if group.type != _GROUP:
        yield from _undescribed(group)
        return
    if group.get("description", default="Managed by Terraform") == "Managed by Terraform":
        yield group.fail("description", "there is no description")
    for way in ("ingress", "egress"):
        for block in group.each(way):
            yield from _undescribed(block)


def _undescribed(opening):
    if not opening.get("description", default=""):
        yield opening.fail("description", "there is no description")
