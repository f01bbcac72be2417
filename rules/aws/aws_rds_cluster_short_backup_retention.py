"""One day of backups, Aurora's default, is gone before a mistake of Friday is seen on Monday.

Backups of an Aurora cluster cannot be switched off, so what counts is how far back a restore can
go. A secondary cluster of a global database is backed up by its primary. The days that are enough
can be set with the parameter days.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_rds_cluster",
    severity=MEDIUM,
    fix="Set backup_retention_period to at least 7 days.",
    related_ids=("CKV_AWS_133", "AVD-AWS-0077"),
    cwe=1188,
    parameters={"days": 7},
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }  # here',
        'resource "aws_rds_cluster" "orders" { backup_retention_period = 5 }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { backup_retention_period = 35 }',
        """
resource "aws_rds_cluster" "copy" {
  engine                        = "aurora-mysql"
  replication_source_identifier = "arn:aws:rds:eu-central-1:111122223333:cluster:orders"
}
""",
    ),
)
def check(cluster):
    if cluster.is_set("replication_source_identifier"):
        return
    days = quantity(cluster.get("backup_retention_period", default=1), 1)
    if days < cluster.parameters["days"]:
        yield cluster.fail("backup_retention_period", f"backups are kept for {days} days")
