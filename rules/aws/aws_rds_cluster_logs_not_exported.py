"""The cluster's logs live on its instances alone and vanish with them, also on a failover.

In CloudWatch they are kept, searched and alerted on. Any log counts here: whether the audit log of
a MySQL cluster is among them is a question of its own (aws-rds-cluster-audit-log-off).
"""

from scanner import LOW, rule


@rule(
    on="aws_rds_cluster",
    severity=LOW,
    fix='Set enabled_cloudwatch_logs_exports, such as ["postgresql"] or ["audit", "error"].',
    aliases=("CKV_AWS_324",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.CloudWatch.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { engine = "aurora-postgresql" }  # here',
        'resource "aws_rds_cluster" "orders" { enabled_cloudwatch_logs_exports = [] }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { enabled_cloudwatch_logs_exports = ["postgresql"] }',
        """
variable "logs" { default = ["slowquery", "error"] }

resource "aws_rds_cluster" "orders" { enabled_cloudwatch_logs_exports = var.logs }
""",
    ),
)
def check(cluster):
    if not any(True for _ in cluster.each("enabled_cloudwatch_logs_exports")):
        yield cluster.fail("enabled_cloudwatch_logs_exports", "no log is exported")
