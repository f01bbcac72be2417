"""Clients may talk to the database in plain text, and one that forgets TLS does so unnoticed.

The server offers TLS but insists on it only where rds.force_ssl (PostgreSQL, SQL Server) or
require_secure_transport (MySQL, MariaDB) is on. That is the default from PostgreSQL 15, Aurora
PostgreSQL 17, MySQL 8.4 and MariaDB 11.8 on; older families need it set. Aurora has these in its
cluster parameter group, so the groups of Aurora's instances are left alone.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_AURORA = re.compile(r"^aurora")
_PARAMETERS = {
    "rds.force_ssl": re.compile(r"^(aurora-postgresql|postgres|sqlserver-)"),
    "require_secure_transport": re.compile(r"^(aurora-mysql|mysql|mariadb)"),
}
_ON_BY_DEFAULT = re.compile(
    r"^(postgres(1[5-9]|[2-8]\d)|aurora-postgresql(1[7-9]|[2-9]\d)"
    r"|mysql(8\.4|9\.|[1-4]\d\.)|mariadb(11\.8|1[2-9]\.))"
)


@rule(
    on=("aws_db_parameter_group", "aws_rds_cluster_parameter_group"),
    severity=MEDIUM,
    fix="Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) "
    "to 1.",
    related_ids=("CKV2_AWS_69",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
    ),
    bad=(
        """
resource "aws_db_parameter_group" "old" {  # here
  family = "postgres14"
}
""",
        """
resource "aws_db_parameter_group" "new" {
  family = "postgres16"
  parameter {
    name  = "rds.force_ssl"
    value = "0"  # here
  }
}
""",
        """
resource "aws_rds_cluster_parameter_group" "shop" {  # here
  family = "aurora-mysql8.0"
  parameter {
    name  = "time_zone"
    value = "UTC"
  }
}
""",
        """
resource "aws_rds_cluster_parameter_group" "shop" {
  family = "aurora-mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = "OFF"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_rds_cluster_parameter_group" "shop" {
  family = "aurora-mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = "ON"
  }
}
""",
        """
resource "aws_db_parameter_group" "new" {
  family = "postgres16"
  parameter {
    name  = "log_connections"
    value = "0"
  }
}
""",
        'resource "aws_db_parameter_group" "aurora_instances" { family = "aurora-mysql8.0" }',
        'resource "aws_db_parameter_group" "oracle" { family = "oracle-ee-19" }',
    ),
)
def check(group):
    family = group.get("family", default="")
    if group.type == "aws_db_parameter_group" and matches(_AURORA, family):
        return
    for name, families in _PARAMETERS.items():
        if matches(families, family):
            yield from _violations(group, name, family)


def _violations(group, name, family):
    settings = [one for one in group.each("parameter") if one.get("name") == name]
    for setting in settings:
        if setting.get("value", default="").lower() in ("0", "off"):
            yield setting.fail("value", f"{name} is off")
    if not settings and not matches(_ON_BY_DEFAULT, family):
        yield group.fail(message=f"{name} is not set, and is off by default")
