"""Who logged in to DocumentDB and what they changed is written nowhere that outlives the cluster.

The audit log goes to CloudWatch when the cluster exports it and audit_logs is on in its parameter
group; the profiler log shows slow operations. One of the two is asked for here.
"""

from scanner import LOW, rule


@rule(
    on="aws_docdb_cluster",
    severity=LOW,
    fix='Set enabled_cloudwatch_logs_exports = ["audit"] and audit_logs in the parameter group.',
    aliases=("CKV_AWS_85", "AVD-AWS-0020"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html",
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/profiling.html",
    ),
    bad=(
        'resource "aws_docdb_cluster" "orders" { engine = "docdb" }  # here',
        'resource "aws_docdb_cluster" "orders" { enabled_cloudwatch_logs_exports = [] }  # here',
    ),
    good=(
        'resource "aws_docdb_cluster" "orders" { enabled_cloudwatch_logs_exports = ["audit"] }',
        """
resource "aws_docdb_cluster" "orders" {
  enabled_cloudwatch_logs_exports = ["profiler", "audit"]
}
""",
    ),
)
def check(cluster):
    if not any(True for _ in cluster.each("enabled_cloudwatch_logs_exports")):
        yield cluster.fail("enabled_cloudwatch_logs_exports", "no log is exported")
