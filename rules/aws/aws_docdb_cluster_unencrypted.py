"""Documents, backups and snapshots of an unencrypted DocumentDB cluster can be read without a key.

Encryption has to be asked for when the cluster is made; later it takes a restored snapshot. A
cluster restored from a snapshot or a point in time follows its source.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_docdb_cluster", "aws_docdb_global_cluster"),
    severity=HIGH,
    fix="Set storage_encrypted = true.",
    aliases=("CKV_AWS_74", "CKV_AWS_292", "AVD-AWS-0021"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html",
    ),
    bad=(
        'resource "aws_docdb_cluster" "orders" { engine = "docdb" }  # here',
        'resource "aws_docdb_cluster" "orders" { storage_encrypted = false }  # here',
        'resource "aws_docdb_global_cluster" "all" { global_cluster_identifier = "all" }  # here',
        """
resource "aws_docdb_cluster" "restored" {
  snapshot_identifier = "orders-final"
  storage_encrypted   = false  # here
}
""",
    ),
    good=(
        'resource "aws_docdb_cluster" "orders" { storage_encrypted = true }',
        'resource "aws_docdb_cluster" "restored" { snapshot_identifier = "orders-final" }',
        """
resource "aws_docdb_cluster" "restored" {
  restore_to_point_in_time { source_cluster_identifier = "orders" }
}
""",
        """
resource "aws_docdb_global_cluster" "all" {
  global_cluster_identifier    = "all"
  source_db_cluster_identifier = "arn:aws:rds:eu-central-1:111122223333:cluster:orders"
}
""",
    ),
)
def check(cluster):
    if not cluster.is_set("storage_encrypted") and _is_copy(cluster):
        return
    if not cluster.get("storage_encrypted", default=False):
        yield cluster.fail("storage_encrypted", "storage is not encrypted")


def _is_copy(cluster):
    if cluster.type == "aws_docdb_global_cluster":
        return cluster.is_set("source_db_cluster_identifier")
    return cluster.is_set("snapshot_identifier") or any(
        True for _ in cluster.each("restore_to_point_in_time")
    )
