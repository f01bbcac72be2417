"""The broker's engine is out of support: no more fixes, and AWS upgrades it on a day of its own.

Which versions have ended is the parameter ended, by engine. Only the major and minor number count;
the patch level is Amazon MQ's affair.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks

_ENDED = {
    "activemq": ["5.15", "5.16", "5.17"],
    "rabbitmq": ["3.8", "3.9", "3.10", "3.11", "3.12"],
}


@rule(
    on="aws_mq_broker",
    severity=MEDIUM,
    fix="Upgrade engine_version to a supported version.",
    related_ids=("CKV_AWS_208",),
    cwe=1104,
    parameters={"ended": _ENDED},
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/activemq-version-management.html",
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html",
    ),
    bad=(
        """
resource "aws_mq_broker" "orders" {
  engine_type    = "ActiveMQ"
  engine_version = "5.16.7"  # here
}
""",
    ),
    good=(
        """
resource "aws_mq_broker" "orders" {
  engine_type    = "ActiveMQ"
  engine_version = "5.18"
}
""",
        """
resource "aws_mq_broker" "orders" {
  engine_type    = "RabbitMQ"
  engine_version = "3.13"
}
""",
        """
resource "aws_mq_broker" "orders" {
  engine_type    = "RabbitMQ"
  engine_version = "5.16"
}
""",
    ),
)
def check(broker):
    engine = broker.get("engine_type", default="").lower()
    version = broker.get("engine_version", default="")
    for name, ended in broker.parameters["ended"].items():
        if engine == name and asks(version, f"ended {name}", lambda v, e=ended: _is_one_of(v, e)):
            yield broker.fail("engine_version", f"version {version} is out of support")


def _is_one_of(version, releases):
    return any(f"{version}.".startswith(f"{release}.") for release in releases)
