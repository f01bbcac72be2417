"""Snapshots of the cluster come without its tags, and rules that go by tags pass over them.

That concerns who may restore or share them, how long they are kept and who pays. Neptune clusters
have the same argument with the same default: off.
"""

from scanner import LOW, rule


@rule(
    on=("aws_rds_cluster", "aws_neptune_cluster"),
    severity=LOW,
    fix="Set copy_tags_to_snapshot = true.",
    aliases=("CKV_AWS_313", "CKV_AWS_362"),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html",
        "https://docs.aws.amazon.com/neptune/latest/userguide/tagging.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }  # here',
        'resource "aws_neptune_cluster" "graph" { copy_tags_to_snapshot = false }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { copy_tags_to_snapshot = true }',
        """
variable "copy" { default = "true" }

resource "aws_neptune_cluster" "graph" { copy_tags_to_snapshot = var.copy }
""",
    ),
)
def check(cluster):
    if not cluster.get("copy_tags_to_snapshot", default=False):
        yield cluster.fail("copy_tags_to_snapshot", "snapshots do not get the cluster's tags")
