"""Connections and queries of the serverless warehouse leave no trace in CloudWatch.

A namespace exports nothing unless log_exports names userlog, connectionlog or useractivitylog.
The list of users alone does not tell who connected, so userlog does not count by itself.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_redshiftserverless_namespace",
    severity=MEDIUM,
    fix='Set log_exports = ["userlog", "connectionlog", "useractivitylog"].',
    cwe=778,
    references=("https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-audit-logging.html",),
    bad=(
        'resource "aws_redshiftserverless_namespace" "dwh" { namespace_name = "dwh" }  # here',
        'resource "aws_redshiftserverless_namespace" "dwh" { log_exports = ["userlog"] }  # here',
    ),
    good=(
        """
resource "aws_redshiftserverless_namespace" "dwh" {
  log_exports = ["userlog", "connectionlog"]
}
""",
        'resource "aws_redshiftserverless_namespace" "dwh" { log_exports = ["useractivitylog"] }',
    ),
)
def check(namespace):
    useful = ("connectionlog", "useractivitylog")
    if not any(log.value in useful for log in namespace.each("log_exports")):
        yield namespace.fail("log_exports", "neither connections nor queries are logged")
