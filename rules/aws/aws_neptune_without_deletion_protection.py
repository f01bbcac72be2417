"""Deleting the cluster takes the graph and its automated backups away at one command.

With deletion protection Neptune refuses until it is switched off first, which shows in a review.
It is off by default, for global clusters too.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_neptune_cluster", "aws_neptune_global_cluster"),
    severity=MEDIUM,
    fix="Set deletion_protection = true.",
    aliases=("CKV2_AWS_58",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html",
    ),
    bad=(
        'resource "aws_neptune_cluster" "graph" { engine = "neptune" }  # here',
        'resource "aws_neptune_global_cluster" "all" { deletion_protection = false }  # here',
    ),
    good=(
        'resource "aws_neptune_cluster" "graph" { deletion_protection = true }',
        """
variable "protected" { default = "true" }

resource "aws_neptune_cluster" "graph" { deletion_protection = var.protected }
""",
    ),
)
def check(cluster):
    if not cluster.get("deletion_protection", default=False):
        yield cluster.fail("deletion_protection", "nothing protects the cluster from deletion")
