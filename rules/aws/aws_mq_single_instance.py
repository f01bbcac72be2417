"""The broker is one machine in one zone: its restart or its zone's failure stops every queue.

ActiveMQ has an active and a standby broker in two zones, RabbitMQ a cluster of three. Both cost
more than a single instance, which is the default.
"""

from scanner import LOW, rule


@rule(
    on="aws_mq_broker",
    severity=LOW,
    fix="Set deployment_mode to ACTIVE_STANDBY_MULTI_AZ or CLUSTER_MULTI_AZ.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html",
    ),
    bad=(
        'resource "aws_mq_broker" "orders" { engine_type = "RabbitMQ" }  # here',
        'resource "aws_mq_broker" "orders" { deployment_mode = "SINGLE_INSTANCE" }  # here',
    ),
    good=(
        'resource "aws_mq_broker" "orders" { deployment_mode = "CLUSTER_MULTI_AZ" }',
        'resource "aws_mq_broker" "orders" { deployment_mode = "ACTIVE_STANDBY_MULTI_AZ" }',
    ),
)
def check(broker):
    if broker.get("deployment_mode", default="SINGLE_INSTANCE") == "SINGLE_INSTANCE":
        yield broker.fail("deployment_mode", "the broker is a single instance")
