"""Deleting a cluster deletes its volume and its automated backups with it, at one command.

With deletion protection RDS refuses until somebody switches it off first. The provider leaves it
off, also for the members of a global database, which then has a protection of its own.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_rds_cluster", "aws_rds_global_cluster"),
    severity=MEDIUM,
    fix="Set deletion_protection = true.",
    aliases=("CKV_AWS_139", "AVD-AWS-0343"),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }  # here',
        'resource "aws_rds_cluster" "orders" { deletion_protection = false }  # here',
        'resource "aws_rds_global_cluster" "all" { global_cluster_identifier = "all" }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { deletion_protection = true }',
        """
variable "protected" { default = "true" }

resource "aws_rds_cluster" "orders" { deletion_protection = var.protected }
""",
    ),
)
def check(cluster):
    if not cluster.get("deletion_protection", default=False):
        yield cluster.fail("deletion_protection", "nothing protects the cluster from deletion")
