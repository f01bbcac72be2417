"""Which client read or changed which part of the graph is recorded nowhere that lasts.

Neptune writes an audit log when neptune_enable_audit_log is 1 and sends it to CloudWatch when the
cluster exports it; the slow query log alone does not tell who did what.
"""

from scanner import LOW, rule


@rule(
    on="aws_neptune_cluster",
    severity=LOW,
    fix='Set enable_cloudwatch_logs_exports = ["audit"] and neptune_enable_audit_log = 1.',
    aliases=("CKV_AWS_101", "AVD-AWS-0075"),
    cwe=778,
    references=("https://docs.aws.amazon.com/neptune/latest/userguide/cloudwatch-logs.html",),
    bad=(
        'resource "aws_neptune_cluster" "graph" { engine = "neptune" }  # here',
        """
resource "aws_neptune_cluster" "graph" {
  enable_cloudwatch_logs_exports = ["slowquery"]  # here
}
""",
    ),
    good=(
        'resource "aws_neptune_cluster" "graph" { enable_cloudwatch_logs_exports = ["audit"] }',
        """
resource "aws_neptune_cluster" "graph" {
  enable_cloudwatch_logs_exports = ["slowquery", "audit"]
}
""",
    ),
)
def check(cluster):
    if not any(log.value == "audit" for log in cluster.each("enable_cloudwatch_logs_exports")):
        yield cluster.fail("enable_cloudwatch_logs_exports", "the audit log is not exported")
