"""One wrong apply deletes the DocumentDB cluster together with its automated backups.

With deletion protection the service refuses until somebody switches it off first. It is off by
default, for clusters and for global clusters alike.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_docdb_cluster", "aws_docdb_global_cluster"),
    severity=MEDIUM,
    fix="Set deletion_protection = true.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-delete.html",
    ),
    bad=(
        'resource "aws_docdb_cluster" "orders" { engine = "docdb" }  # here',
        'resource "aws_docdb_global_cluster" "all" { deletion_protection = false }  # here',
    ),
    good=(
        'resource "aws_docdb_cluster" "orders" { deletion_protection = true }',
        """
variable "protected" { default = "true" }

resource "aws_docdb_global_cluster" "all" { deletion_protection = var.protected }
""",
    ),
)
def check(cluster):
    if not cluster.get("deletion_protection", default=False):
        yield cluster.fail("deletion_protection", "nothing protects the cluster from deletion")
