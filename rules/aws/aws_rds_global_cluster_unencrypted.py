"""A global cluster that is not encrypted keeps a readable copy of the data in every region.

The members of an Aurora global database are all encrypted or none is. One that is made from an
existing cluster takes over what that cluster has.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_rds_global_cluster", "aws_neptune_global_cluster"),
    severity=HIGH,
    fix="Set storage_encrypted = true.",
    aliases=("CKV_AWS_140",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html",
    ),
    bad=(
        """
resource "aws_rds_global_cluster" "orders" {  # here
  global_cluster_identifier = "orders"
  engine                    = "aurora-postgresql"
}
""",
        """
resource "aws_neptune_global_cluster" "graph" {
  global_cluster_identifier = "graph"
  engine                    = "neptune"
  storage_encrypted         = false  # here
}
""",
    ),
    good=(
        """
resource "aws_rds_global_cluster" "orders" {
  global_cluster_identifier = "orders"
  engine                    = "aurora-postgresql"
  storage_encrypted         = true
}
""",
        """
resource "aws_rds_global_cluster" "orders" {
  global_cluster_identifier    = "orders"
  source_db_cluster_identifier = "arn:aws:rds:eu-central-1:111122223333:cluster:orders"
}
""",
    ),
)
def check(cluster):
    if cluster.is_set("source_db_cluster_identifier"):
        return  # encrypted if its source is
    if not cluster.get("storage_encrypted", default=False):
        yield cluster.fail("storage_encrypted", "the global cluster is not encrypted")
