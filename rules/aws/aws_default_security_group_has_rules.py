"""What is started without naming a security group gets these openings, unseen.

The default group is for nobody: with no rules it lets nothing in or out, so that a forgotten group
shows at once. aws_default_security_group without blocks removes the rules that AWS made.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_default_security_group",
    severity=MEDIUM,
    fix="Remove the ingress and egress blocks, and use groups made for their purpose.",
    related_ids=("CKV2_AWS_12", "AVD-AWS-0173"),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    ),
    bad=(
        """
resource "aws_default_security_group" "default" {
  vpc_id = "vpc-1"
  # here
  ingress {
    protocol  = -1
    self      = true
    from_port = 0
    to_port   = 0
  }
}
""",
        """
resource "aws_default_security_group" "default" {
  vpc_id = "vpc-1"
  # here
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
""",
    ),
    good=(
        'resource "aws_default_security_group" "default" { vpc_id = "vpc-1" }',
        """
resource "aws_default_security_group" "default" {
  vpc_id  = "vpc-1"
  ingress = []
  egress  = []
}
""",
    ),
)
def check(group):
    for way in ("ingress", "egress"):
        for block in group.each(way):
            yield block.fail(message="the default group lets traffic through")
