"""Nobody can tell who logged in to the cluster and what they read or changed.

Aurora MySQL writes an audit log and exports it to CloudWatch on request. PostgreSQL has none to
export: there pgaudit writes into the ordinary log.
"""

from scanner import LOW, rule


@rule(
    on="aws_rds_cluster",
    severity=LOW,
    fix='Add "audit" to enabled_cloudwatch_logs_exports.',
    aliases=("CKV_AWS_325",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html",
    ),
    bad=(
        """
resource "aws_rds_cluster" "orders" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["error", "slowquery"]  # here
}
""",
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }  # here',
    ),
    good=(
        """
resource "aws_rds_cluster" "orders" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["error", "audit"]
}
""",
        """
resource "aws_rds_cluster" "orders" {
  engine                          = "aurora-postgresql"
  enabled_cloudwatch_logs_exports = ["postgresql"]
}
""",
    ),
)
def check(cluster):
    if cluster.get("engine") not in ("aurora", "aurora-mysql"):
        return
    if not any(log.value == "audit" for log in cluster.each("enabled_cloudwatch_logs_exports")):
        yield cluster.fail("enabled_cloudwatch_logs_exports", "the audit log is not exported")
