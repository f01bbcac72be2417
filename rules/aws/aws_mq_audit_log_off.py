"""Who changed queues, users and settings of the broker is recorded nowhere.

ActiveMQ writes an audit log of management actions to CloudWatch on request. RabbitMQ has none, so
its brokers are left alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_mq_broker",
    severity=MEDIUM,
    fix="Set audit = true in logs.",
    aliases=("CKV_AWS_197", "AVD-AWS-0070"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html",
    ),
    bad=(
        'resource "aws_mq_broker" "orders" { engine_type = "ActiveMQ" }  # here',
        """
resource "aws_mq_broker" "orders" {
  engine_type = "activemq"
  logs {
    audit = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_mq_broker" "orders" {
  engine_type = "ActiveMQ"
  logs { audit = "true" }
}
""",
        'resource "aws_mq_broker" "orders" { engine_type = "RabbitMQ" }',
    ),
)
def check(broker):
    if broker.get("engine_type", default="").lower() != "activemq":
        return
    if not broker.get("logs.audit", default=False):
        yield broker.fail("logs.audit", "the audit log is off")
