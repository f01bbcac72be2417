"""Documents, backups and snapshots of an unencrypted DocumentDB cluster can be read without a key.

Encryption has to be asked for when the cluster is made; later it takes a restored snapshot. A
cluster restored from an encrypted snapshot has to say so too, or Terraform replaces it. A global
cluster that is made from an existing one follows its source.
"""

from scanner import HIGH, rule

_SOURCES = {"aws_docdb_global_cluster": ("source_db_cluster_identifier",)}


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
resource "aws_docdb_cluster" "restored" {  # here
  snapshot_identifier = "orders-final"
}
""",
    ),
    good=(
        'resource "aws_docdb_cluster" "orders" { storage_encrypted = true }',
        """
resource "aws_docdb_global_cluster" "all" {
  global_cluster_identifier    = "all"
  source_db_cluster_identifier = "arn:aws:rds:eu-central-1:111122223333:cluster:orders"
}
""",
    ),
)
def check(cluster):
    if any(cluster.is_set(source) for source in _SOURCES.get(cluster.type, ())):
        return
    if not cluster.get("storage_encrypted", default=False):
        yield cluster.fail("storage_encrypted", "storage is not encrypted")
