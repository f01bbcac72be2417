"""A wrong statement can be undone only by restoring the cluster next to itself, which takes hours.

Backtrack moves an Aurora MySQL cluster back in time within minutes. It exists for Aurora MySQL
only, has to be asked for when the cluster is created, and costs storage, so good teams differ.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_rds_cluster",
    severity=LOW,
    fix="Set backtrack_window to the seconds that you want to be able to go back.",
    aliases=("CKV_AWS_326",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }  # here',
        """
resource "aws_rds_cluster" "orders" {
  engine          = "aurora-mysql"
  backtrack_window = 0  # here
}
""",
    ),
    good=(
        """
resource "aws_rds_cluster" "orders" {
  engine           = "aurora-mysql"
  backtrack_window = 86400
}
""",
        'resource "aws_rds_cluster" "orders" { engine = "aurora-postgresql" }',
    ),
)
def check(cluster):
    if cluster.get("engine") not in ("aurora", "aurora-mysql"):
        return
    if quantity(cluster.get("backtrack_window", default=0), 0) == 0:
        yield cluster.fail("backtrack_window", "backtrack is off")
