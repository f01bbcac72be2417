"""The audit log shows who connected to the warehouse but not what they asked it.

Logging of queries (the user activity log) needs enable_user_activity_logging in the cluster's
parameter group besides audit logging itself; its default is false.
"""

from scanner import LOW, rule


@rule(
    on="aws_redshift_parameter_group",
    severity=LOW,
    fix="Add the parameter enable_user_activity_logging with the value true.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html#db-auditing-enable-logging",
    ),
    bad=(
        'resource "aws_redshift_parameter_group" "main" { family = "redshift-2.0" }  # here',
        """
resource "aws_redshift_parameter_group" "main" {  # here
  family = "redshift-2.0"
  parameter {
    name  = "enable_user_activity_logging"
    value = "false"
  }
  parameter {
    name  = "require_ssl"
    value = "true"
  }
}
""",
    ),
    good=(
        """
resource "aws_redshift_parameter_group" "main" {
  family = "redshift-2.0"
  parameter {
    name  = "enable_user_activity_logging"
    value = "true"
  }
}
""",
        """
resource "aws_redshift_parameter_group" "main" {
  family = "redshift-2.0"
  parameter {
    name  = "require_ssl"
    value = "false"
  }
  parameter {
    name  = "enable_user_activity_logging"
    value = true
  }
}
""",
    ),
)
def check(group):
    if not any(_is_on(parameter) for parameter in group.each("parameter")):
        yield group.fail(message="queries are not logged")


def _is_on(parameter):
    return (
        parameter.get("name") == "enable_user_activity_logging"
        and parameter.get("value", default="") == "true"
    )
