"""The broker's own log stays inside: why a client was refused or a queue stopped, nobody can read.

General logs go to CloudWatch when logs.general is on; the audit log, which only ActiveMQ has, does
not contain them.
"""

from scanner import LOW, rule


@rule(
    on="aws_mq_broker",
    severity=LOW,
    fix="Set general = true in logs.",
    aliases=("CKV_AWS_48", "AVD-AWS-0071"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html",
    ),
    bad=(
        'resource "aws_mq_broker" "orders" { engine_type = "RabbitMQ" }  # here',
        """
resource "aws_mq_broker" "orders" {
  logs {
    general = false  # here
  }
}
""",
        """
resource "aws_mq_broker" "orders" {
  logs { audit = true }  # here
}
""",
    ),
    good=(
        """
resource "aws_mq_broker" "orders" {
  logs { general = true }
}
""",
        """
variable "logged" { default = "true" }

resource "aws_mq_broker" "orders" {
  logs { general = var.logged }
}
""",
    ),
)
def check(broker):
    if not broker.get("logs.general", default=False):
        yield broker.fail("logs.general", "the general log is off")
