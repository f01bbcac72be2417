"""The log of the database says neither which statements ran nor how long they took.

PostgreSQL logs no statement unless log_statement or log_min_duration_statement says so. Logging
every statement can put secrets into the log, so ddl, or a threshold in milliseconds, is enough.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

_POSTGRES = re.compile(r"^(aurora-)?postgres")


@rule(
    on=("aws_db_parameter_group", "aws_rds_cluster_parameter_group"),
    severity=LOW,
    fix='Set log_statement = "ddl" or log_min_duration_statement.',
    related_ids=("CKV2_AWS_27", "CKV2_AWS_30"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.Query_Logging.html",
    ),
    bad=(
        'resource "aws_db_parameter_group" "main" { family = "postgres17" }  # here',
        """
resource "aws_rds_cluster_parameter_group" "main" {  # here
  family = "aurora-postgresql17"
  parameter {
    name  = "log_min_duration_statement"
    value = "-1"
  }
  parameter {
    name  = "log_statement"
    value = "none"
  }
  parameter {
    name  = "shared_buffers"
    value = "16384"
  }
}
""",
    ),
    good=(
        """
resource "aws_db_parameter_group" "main" {
  family = "postgres17"
  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }
}
""",
        'resource "aws_db_parameter_group" "main" { family = "mysql8.4" }',
    ),
)
def check(group):
    if not matches(_POSTGRES, group.get("family", default="")):
        return
    if not any(_logs(parameter) for parameter in group.each("parameter")):
        yield group.fail(message="statements are not logged")


def _logs(parameter):
    return parameter.get("name") in ("log_statement", "log_min_duration_statement") and (
        parameter.get("value", default="") not in ("none", "-1")
    )
