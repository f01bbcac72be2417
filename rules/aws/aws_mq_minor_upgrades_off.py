"""Security fixes of the broker's engine are not installed by themselves: that is the default here.

Amazon MQ applies them in the maintenance window only with auto_minor_version_upgrade. RabbitMQ from
3.13 and ActiveMQ from 5.18 on cannot be made without it.
"""

from scanner import LOW, rule


@rule(
    on="aws_mq_broker",
    severity=LOW,
    fix="Set auto_minor_version_upgrade = true.",
    aliases=("CKV_AWS_207",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/upgrading-brokers.html",
    ),
    bad=(
        'resource "aws_mq_broker" "orders" { engine_type = "RabbitMQ" }  # here',
        'resource "aws_mq_broker" "orders" { auto_minor_version_upgrade = false }  # here',
    ),
    good=(
        'resource "aws_mq_broker" "orders" { auto_minor_version_upgrade = true }',
        """
variable "upgrade" { default = "true" }

resource "aws_mq_broker" "orders" { auto_minor_version_upgrade = var.upgrade }
""",
    ),
)
def check(broker):
    if not broker.get("auto_minor_version_upgrade", default=False):
        yield broker.fail("auto_minor_version_upgrade", "minor versions are not installed")
