"""Records that no consumer has read within a day are gone, and a weekend's outage is longer.

A stream keeps records for 24 hours unless retention_period says more, up to a year, at a price.
What is enough is the parameter hours.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_kinesis_stream",
    severity=LOW,
    fix="Set retention_period to at least 168 hours.",
    cwe=1188,
    parameters={"hours": 168},
    references=(
        "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-3",
    ),
    bad=(
        'resource "aws_kinesis_stream" "clicks" { name = "clicks" }  # here',
        'resource "aws_kinesis_stream" "clicks" { retention_period = 48 }  # here',
    ),
    good=(
        'resource "aws_kinesis_stream" "clicks" { retention_period = 168 }',
        """
variable "hours" { default = "720" }

resource "aws_kinesis_stream" "clicks" { retention_period = var.hours }
""",
    ),
)
def check(stream):
    hours = quantity(stream.get("retention_period", default=24), 24)
    if hours < stream.parameters["hours"]:
        yield stream.fail("retention_period", f"records are kept for {hours} hours")
