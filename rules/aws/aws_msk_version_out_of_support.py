"""MSK no longer supports this version of Kafka: it gets no fixes, and AWS upgrades it unasked.

The brokers are then restarted on a day that AWS chooses. Which versions have ended is the parameter
ended; a version counts with everything below it, so 2 means every 2.x.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks


@rule(
    on="aws_msk_cluster",
    severity=MEDIUM,
    fix="Upgrade kafka_version to a supported version.",
    cwe=1104,
    parameters={"ended": ["1", "2", "3.1", "3.2", "3.3"]},
    references=(
        "https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html",
    ),
    bad=(
        'resource "aws_msk_cluster" "events" { kafka_version = "2.8.1" }  # here',
        'resource "aws_msk_cluster" "events" { kafka_version = "3.2.0" }  # here',
    ),
    good=(
        'resource "aws_msk_cluster" "events" { kafka_version = "3.9.x" }',
        'resource "aws_msk_cluster" "events" { kafka_version = "3.10.1" }',
    ),
)
def check(cluster):
    ended = cluster.parameters["ended"]
    version = cluster.get("kafka_version", default="")
    if asks(version, "ended", lambda v: any(f"{v}.".startswith(f"{e}.") for e in ended)):
        yield cluster.fail("kafka_version", f"Kafka {version} is out of support")
