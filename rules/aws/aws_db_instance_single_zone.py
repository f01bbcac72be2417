"""The failure of one availability zone takes the database down until it is restored elsewhere.

A standby in a second zone takes over within a minute or two. A read replica is no standby itself,
and its source can fail over without it.
"""

from scanner import LOW, rule


@rule(
    on="aws_db_instance",
    severity=LOW,
    fix="Set multi_az = true.",
    aliases=("CKV_AWS_157",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { engine = "postgres" }  # here',
        'resource "aws_db_instance" "db" { multi_az = false }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { multi_az = true }',
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
    ),
)
def check(db):
    if db.is_set("replicate_source_db"):
        return
    if not db.get("multi_az", default=False):
        yield db.fail("multi_az", "there is no standby in a second zone")
