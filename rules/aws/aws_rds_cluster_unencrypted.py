"""An unencrypted cluster leaves its volume, its backups and every snapshot of it readable.

Encryption cannot be switched on later: it takes a restored snapshot. Aurora encrypts every cluster
created since 18 February 2026, so leaving the argument out is fine there; a Multi-AZ cluster of
RDS for MySQL or PostgreSQL is encrypted only when it asks for it. A cluster restored from a
snapshot, or replicated from another one, follows its source.
"""

from scanner import HIGH, rule


@rule(
    on="aws_rds_cluster",
    severity=HIGH,
    fix="Set storage_encrypted = true.",
    aliases=("CKV_AWS_96", "AVD-AWS-0079"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html",
    ),
    bad=(
        """
resource "aws_rds_cluster" "orders" {
  engine            = "aurora-postgresql"
  storage_encrypted = false  # here
}
""",
        """
resource "aws_rds_cluster" "orders" {  # here
  engine                    = "postgres"
  db_cluster_instance_class = "db.m6gd.large"
}
""",
    ),
    good=(
        """
resource "aws_rds_cluster" "orders" {
  engine            = "mysql"
  storage_encrypted = true
}
""",
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }',
        """
resource "aws_rds_cluster" "restored" {
  engine              = "mysql"
  snapshot_identifier = "orders-2026-01-01"
}
""",
        """
resource "aws_rds_cluster" "replica" {
  engine                        = "postgres"
  replication_source_identifier = "arn:aws:rds:eu-central-1:111122223333:db:orders"
}
""",
    ),
)
def check(cluster):
    if not cluster.is_set("storage_encrypted"):
        follows = ("snapshot_identifier", "replication_source_identifier")
        if any(cluster.is_set(name) for name in follows):
            return
        if cluster.get("engine", default="aurora-mysql").startswith("aurora"):
            return
    if not cluster.get("storage_encrypted", default=False):
        yield cluster.fail("storage_encrypted", "storage is not encrypted")
