"""Without IAM authentication Neptune asks nobody for anything: who reaches the port owns the graph.

There are no users and passwords in Neptune. IAM database authentication is the only login it has,
and it is off by default.
"""

from scanner import HIGH, rule


@rule(
    on="aws_neptune_cluster",
    severity=HIGH,
    fix="Set iam_database_authentication_enabled = true and sign requests with SigV4.",
    aliases=("CKV_AWS_359",),
    cwe=306,
    references=("https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html",),
    bad=(
        'resource "aws_neptune_cluster" "graph" { engine = "neptune" }  # here',
        """
resource "aws_neptune_cluster" "graph" {
  iam_database_authentication_enabled = false  # here
}
""",
    ),
    good=(
        'resource "aws_neptune_cluster" "graph" { iam_database_authentication_enabled = true }',
        """
variable "iam" { default = "true" }

resource "aws_neptune_cluster" "graph" { iam_database_authentication_enabled = var.iam }
""",
    ),
)
def check(cluster):
    if not cluster.get("iam_database_authentication_enabled", default=False):
        yield cluster.fail("iam_database_authentication_enabled", "requests need no login")
