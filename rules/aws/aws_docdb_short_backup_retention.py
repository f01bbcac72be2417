"""DocumentDB keeps one day of backups unless told otherwise: too short to notice a slow mistake.

A restore can then go back no further than yesterday. The days that are enough can be set with the
parameter days; elastic clusters have the same argument and default.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on=("aws_docdb_cluster", "aws_docdbelastic_cluster"),
    severity=MEDIUM,
    fix="Set backup_retention_period to at least 7 days.",
    aliases=("CKV_AWS_360",),
    cwe=1188,
    parameters={"days": 7},
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/backup_restore.html",
    ),
    bad=(
        'resource "aws_docdb_cluster" "orders" { engine = "docdb" }  # here',
        'resource "aws_docdb_cluster" "orders" { backup_retention_period = 5 }  # here',
    ),
    good=(
        'resource "aws_docdb_cluster" "orders" { backup_retention_period = 7 }',
        """
variable "days" { default = "35" }

resource "aws_docdbelastic_cluster" "orders" { backup_retention_period = var.days }
""",
    ),
)
def check(cluster):
    days = quantity(cluster.get("backup_retention_period", default=1), 1)
    if days < cluster.parameters["days"]:
        yield cluster.fail("backup_retention_period", f"backups are kept for {days} days")
