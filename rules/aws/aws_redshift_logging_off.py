"""Nobody can tell later who logged in to the warehouse and which queries they ran.

Audit logging is off by default. It is an aws_redshift_logging resource today; the logging block of
the cluster is its older form, which version 6 of the provider has dropped.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_redshift_cluster",
    severity=MEDIUM,
    fix="Add aws_redshift_logging for the cluster.",
    aliases=("CKV_AWS_71",),
    cwe=778,
    references=("https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html",),
    bad=(
        'resource "aws_redshift_cluster" "dwh" { cluster_identifier = "dwh" }  # here',
        """
resource "aws_redshift_cluster" "dwh" {  # here
  logging { enable = false }
}
""",
    ),
    good=(
        """
resource "aws_redshift_cluster" "dwh" { cluster_identifier = "dwh" }

resource "aws_redshift_logging" "dwh" {
  cluster_identifier   = aws_redshift_cluster.dwh.id
  log_destination_type = "cloudwatch"
  log_exports          = ["connectionlog", "userlog"]
}
""",
        """
resource "aws_redshift_cluster" "dwh" {
  logging {
    enable      = true
    bucket_name = "audit"
  }
}
""",
    ),
)
def check(cluster):
    if cluster.related("aws_redshift_logging", "cluster_identifier"):
        return
    if not any(block.get("enable", default=False) for block in cluster.each("logging")):
        yield cluster.fail(message="audit logging is off")
