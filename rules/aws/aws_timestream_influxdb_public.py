"""The time-series database has a public address; only its security groups keep the internet out.

InfluxDB's web interface and API are then one leaked token away from anybody. It is private unless
told otherwise, and that can be chosen only when it is made.
"""

from scanner import CRITICAL, rule


@rule(
    on="aws_timestreaminfluxdb_db_instance",
    severity=CRITICAL,
    fix="Remove publicly_accessible or set it to false.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/timestream/latest/developerguide/timestream-for-influx-managing-networking.html",
    ),
    bad=(
        'resource "aws_timestreaminfluxdb_db_instance" "m" { publicly_accessible = true }  # here',
    ),
    good=(
        'resource "aws_timestreaminfluxdb_db_instance" "m" { publicly_accessible = false }',
        'resource "aws_timestreaminfluxdb_db_instance" "meters" { name = "meters" }',
    ),
)
def check(database):
    if database.get("publicly_accessible", default=False):
        yield database.fail("publicly_accessible", "the database has a public address")
