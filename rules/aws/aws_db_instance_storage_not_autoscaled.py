"""A full disk stops every write to the database, and nothing here lets it grow.

With max_allocated_storage RDS adds storage before it runs out, up to that size. Replicas have to
be able to grow with their source, so they are judged too; Aurora grows by itself.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_db_instance",
    severity=LOW,
    fix="Set max_allocated_storage to a size above allocated_storage.",
    cwe=770,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { allocated_storage = 100 }  # here',
        'resource "aws_db_instance" "db" { max_allocated_storage = 0 }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { max_allocated_storage = 500 }',
        'resource "aws_db_instance" "member" { engine = "aurora-mysql" }',
    ),
)
def check(db):
    if db.get("engine", default="").startswith("aurora"):
        return
    if quantity(db.get("max_allocated_storage", default=0), 0) == 0:
        yield db.fail("max_allocated_storage", "storage cannot grow by itself")
