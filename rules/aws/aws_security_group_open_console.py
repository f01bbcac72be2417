"""The whole internet reaches a web console that was made for the people who run the system.

Grafana, Kibana, Consul, Vault, Prometheus, RabbitMQ and Jupyter show data and run commands, often
with a default password or none. Put them behind a VPN or a load balancer that asks for a login.
"""

from scanner import HIGH, rule
from scanner.shapes import ingress


@rule(
    on=("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"),
    severity=HIGH,
    fix="Allow the office's or VPN's networks, or a load balancer that authenticates.",
    related_ids=("AVD-AWS-0107",),
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",),
    bad=(
        """
resource "aws_security_group" "grafana" {
  ingress {
    from_port   = 3000
    to_port     = 3000
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_security_group" "grafana" {
  ingress {
    from_port       = 3000
    to_port         = 3000
    protocol        = "tcp"
    security_groups = ["sg-2"]
  }
}
""",
        """
resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
""",
    ),
)
def check(group):
    for opening in ingress(group):
        for network in opening.worlds():
            if opening.kind() == "consoles":
                yield network.fail(message=f"the internet reaches {opening.describe()}")
