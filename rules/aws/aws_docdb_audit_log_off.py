"""The cluster may export its audit log, but there is nothing in it: auditing itself is off.

DocumentDB records events only when audit_logs is enabled (or all, or a list of ddl, dml_read and
dml_write) in the cluster's parameter group; its default is disabled.
"""

from scanner import LOW, rule


@rule(
    on="aws_docdb_cluster_parameter_group",
    severity=LOW,
    fix="Add the parameter audit_logs with the value enabled.",
    aliases=("CKV_AWS_104",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html",
    ),
    bad=(
        'resource "aws_docdb_cluster_parameter_group" "main" { family = "docdb5.0" }  # here',
        """
resource "aws_docdb_cluster_parameter_group" "main" {  # here
  family = "docdb5.0"
  parameter {
    name  = "audit_logs"
    value = "none"
  }
  parameter {
    name  = "ttl_monitor"
    value = "enabled"
  }
}
""",
    ),
    good=(
        """
resource "aws_docdb_cluster_parameter_group" "main" {
  family = "docdb5.0"
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}
""",
        """
resource "aws_docdb_cluster_parameter_group" "main" {
  family = "docdb5.0"
  parameter {
    name  = "ttl_monitor"
    value = "disabled"
  }
  parameter {
    name  = "audit_logs"
    value = "ddl, dml_write"
  }
}
""",
    ),
)
def check(group):
    if not any(_audits(parameter) for parameter in group.each("parameter")):
        yield group.fail(message="audit_logs is not enabled")


def _audits(parameter):
    return parameter.get("name") == "audit_logs" and (
        parameter.get("value", default="") not in ("disabled", "none")
    )
