"""MemoryDB is a database of record, but a deleted key or a wrong FLUSHALL cannot be undone.

The log that makes it durable keeps the mistake as well. Daily snapshots are off (0 days) unless
snapshot_retention_limit says otherwise; what is enough is the parameter days.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_memorydb_cluster",
    severity=MEDIUM,
    fix="Set snapshot_retention_limit to at least 1 day.",
    cwe=1188,
    parameters={"days": 1},
    references=("https://docs.aws.amazon.com/memorydb/latest/devguide/snapshots.html",),
    bad=(
        'resource "aws_memorydb_cluster" "carts" { acl_name = "carts" }  # here',
        'resource "aws_memorydb_cluster" "carts" { snapshot_retention_limit = 0 }  # here',
    ),
    good=(
        'resource "aws_memorydb_cluster" "carts" { snapshot_retention_limit = 7 }',
        """
variable "days" { default = "1" }

resource "aws_memorydb_cluster" "carts" { snapshot_retention_limit = var.days }
""",
    ),
)
def check(cluster):
    days = quantity(cluster.get("snapshot_retention_limit", default=0), 0)
    if days < cluster.parameters["days"]:
        yield cluster.fail("snapshot_retention_limit", f"snapshots are kept for {days} days")
