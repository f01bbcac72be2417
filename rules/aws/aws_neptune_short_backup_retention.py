"""Neptune keeps one day of backups unless told otherwise, so a wrong bulk load soon is final.

A restore can go back no further than the retention. The days that are enough can be set with the
parameter days; a cluster that replicates another one is backed up at its source.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_neptune_cluster",
    severity=MEDIUM,
    fix="Set backup_retention_period to at least 7 days.",
    aliases=("CKV_AWS_361",),
    cwe=1188,
    parameters={"days": 7},
    references=("https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore.html",),
    bad=(
        'resource "aws_neptune_cluster" "graph" { engine = "neptune" }  # here',
        'resource "aws_neptune_cluster" "graph" { backup_retention_period = 3 }  # here',
    ),
    good=(
        'resource "aws_neptune_cluster" "graph" { backup_retention_period = 14 }',
        'resource "aws_neptune_cluster" "copy" { replication_source_identifier = "graph" }',
    ),
)
def check(cluster):
    if cluster.is_set("replication_source_identifier"):
        return
    days = quantity(cluster.get("backup_retention_period", default=1), 1)
    if days < cluster.parameters["days"]:
        yield cluster.fail("backup_retention_period", f"backups are kept for {days} days")
