"""When the database is destroyed or replaced, its data goes with it without a last copy.

A change of an argument that cannot be changed in place destroys the database just as
terraform destroy does. The provider asks for a final snapshot unless skip_final_snapshot is true.
A read replica needs none, as its source still has the data.
"""

from scanner import LOW, rule

# What makes a database of a type a copy of another one.
_SOURCES = {
    "aws_db_instance": ("replicate_source_db",),
    "aws_rds_cluster": ("replication_source_identifier",),
    "aws_neptune_cluster": ("replication_source_identifier",),
}


@rule(
    on=(
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_docdb_cluster",
        "aws_neptune_cluster",
        "aws_redshift_cluster",
        "aws_lightsail_database",
    ),
    severity=LOW,
    fix="Remove skip_final_snapshot and name the last copy with final_snapshot_identifier.",
    cwe=693,
    references=("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",),
    bad=(
        'resource "aws_db_instance" "db" { skip_final_snapshot = true }  # here',
        'resource "aws_neptune_cluster" "graph" { skip_final_snapshot = true }  # here',
    ),
    good=(
        'resource "aws_docdb_cluster" "orders" { final_snapshot_identifier = "orders-final" }',
        """
resource "aws_db_instance" "replica" {
  replicate_source_db = "orders"
  skip_final_snapshot = true
}
""",
    ),
)
def check(database):
    if any(database.is_set(source) for source in _SOURCES.get(database.type, ())):
        return
    if database.get("skip_final_snapshot", default=False):
        yield database.fail("skip_final_snapshot", "no snapshot is taken before deletion")
