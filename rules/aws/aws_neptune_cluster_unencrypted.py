"""The graph, its backups and its snapshots can be read by whoever gets at the storage.

Neptune encrypts only on request, and only when the cluster is made. A cluster restored from an
encrypted snapshot has to say so too, or Terraform replaces it.
"""

from scanner import HIGH, rule


@rule(
    on="aws_neptune_cluster",
    severity=HIGH,
    fix="Set storage_encrypted = true.",
    aliases=("CKV_AWS_44", "AVD-AWS-0076"),
    cwe=311,
    references=("https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html",),
    bad=(
        'resource "aws_neptune_cluster" "graph" { engine = "neptune" }  # here',
        """
resource "aws_neptune_cluster" "graph" {
  snapshot_identifier = "graph-final"
  storage_encrypted   = false  # here
}
""",
        'resource "aws_neptune_cluster" "copy" { snapshot_identifier = "graph-final" }  # here',
    ),
    good=(
        'resource "aws_neptune_cluster" "graph" { storage_encrypted = true }',
        """
resource "aws_neptune_cluster" "restored" {
  snapshot_identifier = "graph-final"
  storage_encrypted   = "true"
}
""",
    ),
)
def check(cluster):
    if not cluster.get("storage_encrypted", default=False):
        yield cluster.fail("storage_encrypted", "storage is not encrypted")
